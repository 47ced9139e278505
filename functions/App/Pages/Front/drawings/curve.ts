import { extent } from "d3-array";
import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { below, left, signed } from "./axes";
import { at, paper, written } from "./paper";

/** One way to ask: its place from the lowest answer, the answer, and its interval where it has one. */
export interface Way { rank: number; value: number; low: number | null; high: number | null }

/** Every defensible answer to one question, from the lowest. */
export interface Curve { ways: Way[]; count: number; published: Way | null; yLabel: string; xLabel: string; width: number }

export function curve({ ways, count, published, yLabel, xLabel, width }: Curve): string {
  const height = 320, margin = { top: 30, right: 14, bottom: 50, left: 46 };
  const sheet = paper(width, height);
  const x = scaleLinear([1, Math.max(count, 2)], [margin.left, width - margin.right]);
  const y = scaleLinear(extent(ways.flatMap(way => [way.value, way.low ?? way.value, way.high ?? way.value, 0])) as [number, number], [height - margin.bottom, margin.top]).nice();
  left(sheet, y, margin.left, width - margin.right, yLabel, 6, signed);
  below(sheet, x, height - margin.bottom, xLabel, width < 500 ? 4 : 8, value => value.toLocaleString("en-GB"));
  const short = (path: string | null): string => (path ?? "").replace(/\d+\.\d+/g, number => at(Number(number)));
  sheet.append("path").attr("class", "interval").attr("d", short(area<Way>().defined(way => way.low !== null && way.high !== null)
    .x(way => x(way.rank)).y0(way => y(way.low!)).y1(way => y(way.high!))(ways)));
  sheet.append("line").attr("class", "zero").attr("x1", margin.left).attr("x2", width - margin.right).attr("y1", at(y(0))).attr("y2", at(y(0)));
  sheet.append("path").attr("class", "curve").attr("d", short(line<Way>().x(way => x(way.rank)).y(way => y(way.value))(ways)));
  if (published) {
    const own = sheet.append("g").attr("class", "published");
    own.append("line").attr("x1", at(x(published.rank))).attr("x2", at(x(published.rank))).attr("y1", at(y(published.low ?? published.value))).attr("y2", at(y(published.high ?? published.value)));
    own.append("circle").attr("cx", at(x(published.rank))).attr("cy", at(y(published.value))).attr("r", 6);
    const atRight = x(published.rank) > width * 0.6;
    own.append("text").attr("x", at(x(published.rank) + (atRight ? -12 : 12))).attr("y", at(y(published.value) + 18)).attr("text-anchor", atRight ? "end" : "start").text("the published answer");
  }
  return written(sheet);
}
