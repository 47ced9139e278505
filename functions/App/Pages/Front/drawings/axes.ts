import { axisBottom, axisLeft } from "d3-axis";
import type { ScaleLinear, ScaleBand, ScalePoint } from "d3-scale";
import type { Paper } from "./paper";

/** The room around a drawing, in its units. */
export interface Margin { top: number; right: number; bottom: number; left: number }

type Scale = ScaleLinear<number, number> | ScaleBand<string> | ScalePoint<string>;

/** The axis below, with what it measures in words. */
export function below(sheet: Paper, scale: Scale, y: number, label: string, ticks: number, format?: (value: any) => string): void {
  const axis = axisBottom(scale as any).ticks(ticks).tickSizeOuter(0).tickPadding(6);
  const own = sheet.append("g").attr("class", "axis").attr("aria-hidden", "true").attr("transform", `translate(0,${y})`).call(format ? axis.tickFormat(format) : axis);
  plain(own);
  const [from, to] = [scale.range()[0], scale.range().at(-1)!];
  own.append("text").attr("class", "label").attr("x", (from + to) / 2).attr("y", 40).attr("text-anchor", "middle").text(label);
}

/** The axis at the left with lines across, with what it measures in words above it. */
export function left(sheet: Paper, scale: Scale, x: number, right: number, label: string, ticks: number, format?: (value: any) => string): void {
  const axis = axisLeft(scale as any).ticks(ticks).tickSize(x - right).tickPadding(6);
  const own = sheet.append("g").attr("class", "axis across").attr("aria-hidden", "true").attr("transform", `translate(${x},0)`).call(format ? axis.tickFormat(format) : axis);
  plain(own);
  const top = Math.min(scale.range()[0], scale.range().at(-1)!);
  own.append("text").attr("class", "label").attr("x", 4 - x).attr("y", top - 12).attr("text-anchor", "start").text(label);
}

/** Numbers with a true minus, so that they line up and are read as such. */
export const signed = (value: number): string => String(value).replace("-", "\u2212");

// d3 states fonts and colours of its own on each axis; ours come from the style sheet.
function plain(axis: any): void {
  axis.attr("font-size", null).attr("font-family", null);
}
