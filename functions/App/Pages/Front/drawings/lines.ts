import { extent } from "d3-array";
import { scaleLinear, scalePoint } from "d3-scale";
import { line, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from "d3-shape";
import { below, left, signed } from "./axes";
import { at, paper, written } from "./paper";

/** A figure of a year; null where there is none: a line is broken there, never drawn across. */
export interface Point { year: string; value: number | null; text: string }

/** One thing by year. */
export interface Line { name: string; points: Point[] }

/** Several things by year. */
export interface Lines { lines: Line[]; years: string[]; label: string; width: number }

const shapes = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond];

export function lines({ lines: all, years, label, width }: Lines): string {
  const isNarrow = width < 500, keyRow = 22;
  const height = 330 + all.length * keyRow, margin = { top: 30, right: 16, bottom: 38 + all.length * keyRow, left: 58 };
  const sheet = paper(width, height);
  const bottom = height - margin.bottom;
  const x = scalePoint(years, [margin.left + 8, width - margin.right - 8]);
  const y = scaleLinear(extent(all.flatMap(own => own.points.map(point => point.value ?? 0)).concat(0)) as [number, number], [bottom, margin.top]).nice();
  left(sheet, y, margin.left, width - margin.right, label, 6, value => signed(value.toLocaleString("en-GB")));
  const every = Math.ceil(years.length / (isNarrow ? 4 : 9));
  below(sheet, x, bottom, "", years.length, (year: any) => (years.indexOf(year) % every === 0 ? year : ""));
  const mark = symbol().size(isNarrow ? 30 : 40);
  all.forEach((own, index) => {
    const shape = (mark.type(shapes[index % shapes.length])() ?? "").replace(/\d+\.\d+/g, number => at(Number(number)));
    const drawn = sheet.append("g").attr("class", `line line-${index}`);
    drawn.append("path").attr("class", "run").attr("d", (line<Point>().defined(point => point.value !== null).x(point => x(point.year)!).y(point => y(point.value!))(own.points) ?? "").replace(/\d+\.\d+/g, number => at(Number(number))));
    drawn.selectAll(null as any).data(own.points.filter(point => point.value !== null)).join("path").attr("d", shape)
      .attr("transform", point => `translate(${at(x(point.year)!)},${at(y(point.value!))})`).append("title").text(point => point.text);
    const key = sheet.append("g").attr("class", `key line line-${index}`).attr("aria-hidden", "true").attr("transform", `translate(${margin.left},${bottom + 42 + index * keyRow})`);
    key.append("path").attr("class", "run").attr("d", "M-14,0L14,0");
    key.append("path").attr("d", shape);
    key.append("text").attr("x", 22).attr("y", 4.5).text(own.name);
  });
  return written(sheet);
}
