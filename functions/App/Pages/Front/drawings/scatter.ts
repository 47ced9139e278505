import { extent } from "d3-array";
import { scaleLinear, scaleSqrt } from "d3-scale";
import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolDiamond2, symbolSquare, symbolStar, symbolTriangle, symbolWye, type SymbolType } from "d3-shape";
import { below, left, signed } from "./axes";
import { at, paper, written } from "./paper";

/** One area: where it stands, in words too. */
export interface Spot { code: string; region: string; x: number; y: number; people: number; text: string; picked: boolean }

/** Two figures of every area, one against the other, with the line fitted to them. */
export interface Scatter { spots: Spot[]; regions: string[]; xLabel: string; yLabel: string; line: [number, number] | null; width: number }

const turned: SymbolType = { draw: (context, size) => { const r = Math.sqrt(size / (Math.sqrt(3) * 3)); context.moveTo(0, -r * -2); context.lineTo(-Math.sqrt(3) * r, -r); context.lineTo(Math.sqrt(3) * r, -r); context.closePath(); } };

// A region has a colour and a shape, so that it can be told without seeing colours.
const shapes: SymbolType[] = [symbolCircle, symbolTriangle, symbolSquare, symbolDiamond, symbolCross, symbolStar, symbolWye, turned, symbolDiamond2];

export function scatter({ spots, regions, xLabel, yLabel, line, width }: Scatter): string {
  const height = width < 500 ? 420 : 440;
  const keyColumns = Math.max(1, Math.floor((width - 20) / 165)), keyRows = Math.ceil(regions.length / keyColumns);
  const margin = { top: 30, right: 14, bottom: 50 + keyRows * 20 + 12, left: 46 };
  const sheet = paper(width, height + keyRows * 20);
  const bottom = height + keyRows * 20 - margin.bottom;
  const [yLow, yHigh] = extent([...spots.map(spot => spot.y), 0]) as [number, number];
  const x = scaleLinear(extent(spots, spot => spot.x) as [number, number], [margin.left, width - margin.right]).nice();
  const y = scaleLinear([yLow, yHigh], [bottom, margin.top]).nice();
  const size = scaleSqrt([0, Math.max(...spots.map(spot => spot.people), 1)], [0, width < 500 ? 26 : 34]);
  left(sheet, y, margin.left, width - margin.right, yLabel, 7, signed);
  below(sheet, x, bottom, xLabel, width < 500 ? 5 : 8, signed);
  sheet.append("line").attr("class", "zero").attr("x1", margin.left).attr("x2", width - margin.right).attr("y1", at(y(0))).attr("y2", at(y(0)));
  const shape = symbol();
  const mark = (spot: Spot): string => {
    const own = regions.indexOf(spot.region);
    return shape.type(shapes[own] ?? symbolCircle).size(Math.max(22, size(spot.people) ** 2))() ?? "";
  };
  sheet.append("g").attr("class", "spots").selectAll(null as any).data([...spots].sort((a, b) => Number(a.picked) - Number(b.picked) || b.people - a.people)).join("path")
    .attr("class", spot => `spot region-${regions.indexOf(spot.region)}${spot.picked ? " picked" : ""}`)
    .attr("data-area", spot => spot.code)
    .attr("transform", spot => `translate(${at(x(spot.x))},${at(y(spot.y))})`)
    .attr("d", spot => mark(spot).replace(/\d+\.\d+/g, number => at(Number(number))))
    .append("title").text(spot => spot.text);
  if (line) {
    const [from, to] = extent(spots, spot => spot.x) as [number, number];
    sheet.append("line").attr("class", "fitted").attr("x1", at(x(from))).attr("y1", at(y(line[0] + line[1] * from))).attr("x2", at(x(to))).attr("y2", at(y(line[0] + line[1] * to)));
  }
  for (const spot of spots.filter(candidate => candidate.picked)) {
    const atRight = x(spot.x) > width * 0.7;
    sheet.append("text").attr("class", "name").attr("text-anchor", atRight ? "end" : "start").attr("x", at(x(spot.x) + (atRight ? -14 : 14))).attr("y", at(y(spot.y) + 4)).text(spot.text.split(":")[0]);
  }
  const key = sheet.append("g").attr("class", "key").attr("aria-hidden", "true");
  regions.forEach((region, index) => {
    const own = key.append("g").attr("transform", `translate(${10 + (index % keyColumns) * 165},${bottom + 62 + Math.floor(index / keyColumns) * 20})`);
    own.append("path").attr("class", `spot region-${index}`).attr("d", (shape.type(shapes[index] ?? symbolCircle).size(80)() ?? "").replace(/\d+\.\d+/g, number => at(Number(number))));
    own.append("text").attr("x", 12).attr("y", 4).text(region);
  });
  return written(sheet);
}
