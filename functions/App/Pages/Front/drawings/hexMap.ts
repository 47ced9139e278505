import { at, paper, written } from "./paper";

/** One hexagon: where it stands (odd rows shifted half a hexagon to the right), its class, and the same in words. */
export interface Hexagon { code: string; q: number; r: number; level: number | null; mark: string; text: string; picked: boolean }

/** England with one hexagon for each upper-tier authority, and what a class stands for. */
export interface HexMap { hexagons: Hexagon[]; key: { level: number | null; mark: string; text: string }[]; width: number }

const root3 = Math.sqrt(3);

export function hexMap({ hexagons, key, width }: HexMap): string {
  const isNarrow = width < 500, keyWidth = isNarrow ? 0 : 250;
  const [qLow, qHigh] = [Math.min(...hexagons.map(hexagon => hexagon.q)), Math.max(...hexagons.map(hexagon => hexagon.q))];
  const [rLow, rHigh] = [Math.min(...hexagons.map(hexagon => hexagon.r)), Math.max(...hexagons.map(hexagon => hexagon.r))];
  const radius = (width - keyWidth - 12) / (root3 * (qHigh - qLow + 1.5));
  const mapHeight = radius * (1.5 * (rHigh - rLow) + 2) + 8;
  const sheet = paper(width, Math.ceil(mapHeight + (isNarrow ? key.length * 24 + 16 : 0)));
  const corner = (turn: number): string => `${at(radius * 0.97 * Math.sin(turn))},${at(-radius * 0.97 * Math.cos(turn))}`;
  const outline = `M${[0, 1, 2, 3, 4, 5].map(side => corner((side * Math.PI) / 3)).join("L")}Z`;
  const cells = sheet.append("g").attr("class", "hexagons").selectAll(null as any).data([...hexagons].sort((a, b) => Number(a.picked) - Number(b.picked))).join("g")
    .attr("class", hexagon => `hexagon level-${hexagon.level ?? "none"}${hexagon.picked ? " picked" : ""}`)
    .attr("data-area", hexagon => hexagon.code)
    .attr("transform", hexagon => `translate(${at(6 + radius * root3 * (hexagon.q - qLow + 0.5 + (hexagon.r & 1) / 2))},${at(4 + radius * (1 + 1.5 * (rHigh - hexagon.r)))})`);
  cells.append("path").attr("d", outline).append("title").text(hexagon => hexagon.text);
  cells.append("text").attr("aria-hidden", "true").attr("text-anchor", "middle").attr("y", at(radius * 0.32)).attr("font-size", at(radius * 0.9)).text(hexagon => hexagon.mark);
  const legend = sheet.append("g").attr("class", "key").attr("aria-hidden", "true");
  key.forEach((entry, index) => {
    const own = legend.append("g").attr("class", `hexagon level-${entry.level ?? "none"}`)
      .attr("transform", isNarrow ? `translate(18,${at(mapHeight + 20 + index * 24)})` : `translate(${width - keyWidth + 16},${40 + index * 28})`);
    own.append("path").attr("d", `M${[0, 1, 2, 3, 4, 5].map(side => `${at(11 * Math.sin((side * Math.PI) / 3))},${at(-11 * Math.cos((side * Math.PI) / 3))}`).join("L")}Z`);
    own.append("text").attr("text-anchor", "middle").attr("y", 4).attr("font-size", 11).text(entry.mark);
    own.append("text").attr("class", "meaning").attr("x", 20).attr("y", 4.5).text(entry.text);
  });
  return written(sheet);
}
