import { scaleBand, scaleLinear } from "d3-scale";
import { below, signed } from "./axes";
import { at, paper, written } from "./paper";

/** One bar: its name, what it says and how it is printed. */
export interface Bar { name: string; value: number; printed: string; text: string; code: string | null; picked: boolean }

/** Figures of the same kind side by side; <c>reference</c> is one they are held against. */
export interface Bars { bars: Bar[]; label: string; reference: { value: number; name: string } | null; width: number }

export function bars({ bars: all, label, reference, width }: Bars): string {
  const isNarrow = width < 500, row = isNarrow ? 46 : 34;
  // Names stand beside the bars, in room for the longest: text cannot be measured here, only counted.
  const beside = Math.min(300, Math.max(220, 16 + 7.5 * Math.max(...all.map(bar => bar.name.length))));
  const margin = { top: 26, right: 14, bottom: 50, left: isNarrow ? 8 : beside };
  const height = margin.top + all.length * row + margin.bottom;
  const sheet = paper(width, height);
  const values = all.map(bar => bar.value).concat(reference ? [reference.value] : [], 0);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // Room for what is printed beyond the end of the longest bar.
  const room = (high - low || 1) * (isNarrow ? 0.24 : 0.13);
  const x = scaleLinear([low < 0 ? low - room : 0, high > 0 ? high + room : 0], [margin.left, width - margin.right]);
  const y = scaleBand(all.map((_, index) => String(index)), [margin.top, height - margin.bottom]).paddingInner(isNarrow ? 0.5 : 0.25).paddingOuter(isNarrow ? 0.4 : 0.1);
  below(sheet, x, height - margin.bottom, label, isNarrow ? 4 : 7, signed);
  const rows = sheet.append("g").selectAll(null as any).data(all).join("g").attr("class", bar => `bar${bar.picked ? " picked" : ""}`);
  rows.append("rect").attr("x", bar => at(Math.min(x(0), x(bar.value)))).attr("width", bar => at(Math.abs(x(bar.value) - x(0))))
    .attr("y", (_, index) => at(y(String(index))!)).attr("height", at(y.bandwidth())).append("title").text(bar => bar.text);
  rows.append("text").attr("class", "printed").attr("x", bar => at(x(bar.value) + (bar.value < 0 ? -6 : 6))).attr("text-anchor", bar => (bar.value < 0 ? "end" : "start"))
    .attr("y", (_, index) => at(y(String(index))! + y.bandwidth() / 2 + 4.5)).text(bar => bar.printed);
  rows.append("text").attr("class", "name").attr("x", isNarrow ? margin.left : margin.left - 10).attr("text-anchor", isNarrow ? "start" : "end")
    .attr("y", (_, index) => at(isNarrow ? y(String(index))! - 5 : y(String(index))! + y.bandwidth() / 2 + 4.5)).text(bar => bar.name);
  sheet.append("line").attr("class", "zero").attr("x1", at(x(0))).attr("x2", at(x(0))).attr("y1", margin.top - 4).attr("y2", height - margin.bottom);
  if (reference) {
    const own = sheet.append("g").attr("class", "reference");
    own.append("line").attr("x1", at(x(reference.value))).attr("x2", at(x(reference.value))).attr("y1", margin.top - 8).attr("y2", height - margin.bottom);
    own.append("text").attr("x", at(x(reference.value))).attr("y", margin.top - 12).attr("text-anchor", x(reference.value) > width * 0.75 ? "end" : x(reference.value) < width * 0.25 ? "start" : "middle").text(reference.name);
  }
  return written(sheet);
}
