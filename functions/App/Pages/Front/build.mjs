// Bundles what pages are drawn, styled and followed with into one folder. Called by the build of the app: node build.mjs FOLDER
import { build } from "esbuild";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const into = process.argv[2] ?? join(here, "bundled");
const common = { bundle: true, minify: true, legalComments: "none", charset: "utf8", logLevel: "warning" };

await Promise.all([
  // Drawn by the app itself, with an interpreter that reads nothing but this.
  build({ ...common, entryPoints: [join(here, "drawings", "index.ts")], outfile: join(into, "drawings.js"), format: "iife", target: "es2020", loader: { ".css": "text" } }),
  build({ ...common, entryPoints: [join(here, "site.ts")], outfile: join(into, "site.js"), format: "iife", target: "es2022" }),
  build({ ...common, entryPoints: [join(here, "site.css")], outfile: join(into, "site.css"), target: "es2022" }),
]);
