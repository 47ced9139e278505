import { DOMImplementation, Element, XMLSerializer } from "@xmldom/xmldom";
import { select, type Selection } from "d3-selection";

/** What is drawn on: an SVG document that no browser shows. */
export type Paper = Selection<any, unknown, null, undefined>;

// A drawing starts on an empty sheet and looks for nothing on it: d3 asks for what is already there, and there is nothing.
Object.assign(Element.prototype, { querySelectorAll: () => [], querySelector: () => null });

/** A new sheet. Its size is in the units it is drawn in; a page scales it to its column. */
export function paper(width: number, height: number): Paper {
  const sheet = new DOMImplementation().createDocument("http://www.w3.org/2000/svg", "svg", null);
  return select(sheet.documentElement as any).attr("viewBox", `0 0 ${width} ${height}`) as Paper;
}

/** The drawing as text. */
export const written = (sheet: Paper): string => new XMLSerializer().serializeToString(sheet.node() as any);

/** A coordinate to a tenth of a unit: more is invisible and costs bytes. */
export const at = (value: number): string => String(Math.round(value * 10) / 10);
