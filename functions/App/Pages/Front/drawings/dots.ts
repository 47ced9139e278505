import { bin, extent, range } from "d3-array";
import { scaleLinear } from "d3-scale";
import { symbol, symbolCircle, symbolDiamond } from "d3-shape";
import { below, signed } from "./axes";
import { at, paper, written } from "./paper";

/** Readings of one kind: their numbers, and whether each gives the claim. */
export interface Kind { name: string; values: number[]; gives: boolean[]; published: number | null }

interface Placed { value: number; place: number; gives: boolean }

/** Every reading on a line of numbers, stacked where they are alike, with the claim across them. */
export interface Dots { kinds: Kind[]; claim: { value: number; name: string }; label: string; before: string; after: string; width: number }

export function dots({ kinds, claim, label, before, after, width }: Dots): string {
  const step = width < 500 ? 9 : 10, most = 13, margin = { top: 40, right: 16, left: 16 };
  const rowHeight = most * step + 56, bottom = margin.top + kinds.length * rowHeight;
  const sheet = paper(width, bottom + 50 + 64);
  const [low, high] = extent(kinds.flatMap(kind => kind.values)) as [number, number];
  const span = high - low || 1;
  // A claim far from every reading stands at the edge: the readings must still be told apart.
  const held = Math.max(low - span / 3, Math.min(high + span / 3, claim.value)), isOff = held !== claim.value;
  const x = scaleLinear(extent([low, high, held]) as [number, number], [margin.left + step, width - margin.right - step]).nice(6);
  const columnsOf = bin<Placed, number>().value(one => one.place).domain([margin.left, width - margin.right]).thresholds(range(margin.left, width - margin.right, step));
  const stacks = kinds.map(kind => columnsOf(kind.values.map((value, index) => ({ value, place: x(value), gives: kind.gives[index] }))).filter(column => column.length > 0));
  const each = Math.max(1, Math.ceil(Math.max(...stacks.flatMap(columns => columns.map(column => column.length))) / most));
  const shape = symbol(), short = (path: string | null): string => (path ?? "").replace(/\d+\.\d+/g, number => at(Number(number)));
  const circle = short(shape.type(symbolCircle).size(step * step * 0.55)()), diamond = short(shape.type(symbolDiamond).size(step * step * 0.55)());
  const printed = (value: number): string => (value < 0 ? "−" : "") + before + (before ? Math.round(Math.abs(value)).toLocaleString("en-GB") : Math.abs(value).toFixed(1)) + after;
  below(sheet, x, bottom, label, width < 500 ? 5 : 9, value => signed(value.toLocaleString("en-GB")));

  const claimed = sheet.append("g").attr("class", "claimed");
  claimed.append("line").attr("x1", at(x(held))).attr("x2", at(x(held))).attr("y1", 24).attr("y2", bottom);
  claimed.append("text").attr("x", at(x(held))).attr("y", 16).attr("text-anchor", x(held) > width * 0.7 ? "end" : x(held) < width * 0.3 ? "start" : "middle")
    .text(isOff ? (claim.value < low ? `← ${claim.name}, beyond this scale` : `${claim.name}, beyond this scale →`) : claim.name);

  kinds.forEach((kind, row) => {
    const base = margin.top + (row + 1) * rowHeight - 8;
    sheet.append("line").attr("class", "base").attr("x1", margin.left).attr("x2", width - margin.right).attr("y1", base).attr("y2", base);
    sheet.append("text").attr("class", "name on-dots").attr("x", margin.left).attr("y", base - most * step - 14).text(kind.name);
    for (const column of stacks[row]) {
      const giving = column.filter(one => one.gives).length;
      const marks = [...Array(Math.ceil(giving / each)).fill("gives"), ...Array(Math.ceil((column.length - giving) / each)).fill("other")];
      const [from, to] = extent(column, one => one.value) as [number, number];
      const group = sheet.append("g").attr("class", "bar readings");
      marks.forEach((mark, index) => group.append("path").attr("class", mark).attr("d", mark === "gives" ? diamond : circle)
        .attr("transform", `translate(${at((column.x0! + column.x1!) / 2)},${at(base - step * (index + 0.5) - 1)})`));
      group.append("title").text(`${column.length.toLocaleString("en-GB")} ${column.length === 1 ? "reading" : "readings"}, ${printed(from)}${from === to ? "" : ` to ${printed(to)}`}${giving > 0 ? `; ${giving.toLocaleString("en-GB")} ${giving === 1 ? "gives" : "give"} the claim` : ""}`);
    }
    if (kind.published !== null) {
      // Away from the claim where there is room.
      const place = x(kind.published), atRight = place > width - 170 || (place < x(held) && place > 170), own = sheet.append("g").attr("class", "published");
      own.append("line").attr("x1", at(x(kind.published))).attr("x2", at(x(kind.published))).attr("y1", base).attr("y2", base - most * step - 4);
      own.append("text").attr("class", "on-dots").attr("x", at(x(kind.published) + (atRight ? -6 : 6))).attr("y", base - most * step + 6).attr("text-anchor", atRight ? "end" : "start").text(`published ${printed(kind.published)}`);
    }
  });

  const key = sheet.append("g").attr("class", "key readings").attr("aria-hidden", "true");
  const meaning = each === 1 ? "one reading" : `up to ${each} readings`;
  [["gives", diamond, `${meaning}: gives the claim`], ["other", circle, `${meaning}: gives another number`]].forEach(([mark, path, text], index) => {
    const entry = key.append("g").attr("transform", `translate(${margin.left + 8},${bottom + 66 + index * 22})`);
    entry.append("path").attr("class", mark).attr("d", path);
    entry.append("text").attr("x", 14).attr("y", 4.5).text(text);
  });
  return written(sheet);
}
