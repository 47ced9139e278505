import { select, type Selection } from "d3-selection";

/** What is drawn on: an SVG document that no browser shows. */
export type Paper = Selection<any, unknown, null, undefined>;

const svg = "http://www.w3.org/2000/svg";
const inText: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const inAttribute: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;" };

/**
 * As much of an element as d3 touches on a sheet that it only adds to. A whole document of a library costs an interpreter several times as long, and a reader waits for
 * each drawing.
 */
class Drawn {
  readonly namespaceURI = svg;
  readonly attributes = new Map<string, string>();
  readonly children: Drawn[] = [];
  parentNode: Drawn | null = null;
  textContent: string | null = null;
  // d3 makes an element by the document of the one that it is put into.
  readonly ownerDocument = sheet;

  constructor(readonly name: string) {}

  setAttribute(name: string, value: unknown): void { this.attributes.set(name, String(value)); }
  getAttribute(name: string): string | null { return this.attributes.get(name) ?? null; }
  removeAttribute(name: string): void { this.attributes.delete(name); }
  appendChild(child: Drawn): Drawn { return this.insertBefore(child, null); }

  insertBefore(child: Drawn, next: Drawn | null): Drawn {
    child.parentNode = this;
    if (next) this.children.splice(this.children.indexOf(next), 0, child);
    else this.children.push(child);
    return child;
  }

  // A drawing starts on an empty sheet and looks for nothing on it: d3 asks for what is already there, and there is nothing.
  querySelectorAll(): Drawn[] { return []; }
  querySelector(): Drawn | null { return null; }
  // And what is added in order stays in order: whatever d3 asks about comes after.
  compareDocumentPosition(): number { return 4; }

  written(): string {
    let text = `<${this.name}`;
    this.attributes.forEach((value, name) => { text += ` ${name}="${value.replace(/[&<>"\t\n\r]/g, letter => inAttribute[letter])}"`; });
    if (this.parentNode === null) text += ` xmlns="${svg}"`;
    if (this.children.length === 0 && !this.textContent) return `${text}/>`;
    text += ">";
    if (this.textContent) text += this.textContent.replace(/[&<>]/g, letter => inText[letter]);
    for (const child of this.children) text += child.written();
    return `${text}</${this.name}>`;
  }
}

const sheet = { createElementNS: (_: string, name: string) => new Drawn(name), documentElement: { namespaceURI: svg } };

/** A new sheet. Its size is in the units it is drawn in; a page scales it to its column. */
export function paper(width: number, height: number): Paper {
  return select(new Drawn("svg") as any).attr("viewBox", `0 0 ${width} ${height}`) as Paper;
}

/** The drawing as text. */
export const written = (sheet: Paper): string => (sheet.node() as Drawn).written();

/** A coordinate to a tenth of a unit: more is invisible and costs bytes. */
export const at = (value: number): string => String(Math.round(value * 10) / 10);
