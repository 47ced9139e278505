import { bars } from "./bars";
import { curve } from "./curve";
import { dots } from "./dots";
import { hexMap } from "./hexMap";
import { lines } from "./lines";
import { scatter } from "./scatter";
import style from "./drawings.css";

const drawings: Record<string, (data: any) => string> = { bars, curve, dots, "hex-map": hexMap, lines, scatter };

// What the app calls: a drawing by its kind, and the style of one that stands by itself.
Object.assign(globalThis, {
  draw: (kind: string, json: string): string => drawings[kind](JSON.parse(json)),
  style: (): string => style,
});
