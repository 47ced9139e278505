// What a program asks with types that openapi-typescript made of the contract, which stands beside this as contract.ts.
import createClient from "openapi-fetch";
import type { paths } from "./contract";

declare const process: { argv: string[] };
const baseUrl = process.argv[2]!;

const client = createClient<paths, "application/json" | "application/problem+json">({ baseUrl });
const cuts = await client.GET("/cuts", { params: { query: { scope: "libraries" } } });
const deepest = cuts.data?.areas[0];
const provenance = await client.GET("/provenance", { params: { query: { area: "E08000012", year: "2019-20", line: "libraries" } } });
const series = await client.GET("/areas/{code}/series", { params: { path: { code: "E08000012" } } });
const missing = await client.GET("/areas/{code}", { params: { path: { code: "nope" } } });

const cubes = createClient<paths, "application/json-stat+json">({ baseUrl, headers: { Accept: "application/json-stat+json" } });
const cube = await cubes.GET("/cuts", { params: { query: { scope: "libraries" } } });
const tables = createClient<paths, "text/csv">({ baseUrl, headers: { Accept: "text/csv" } });
const csv: { data?: string } = await tables.GET("/cuts", { parseAs: "text" });

// A figure that may be missing is null to the compiler too.
const change: number | null | undefined = deepest?.changePercent;
const share: number | null = provenance.data?.cells[0]?.share?.pounds ?? null;
console.log(JSON.stringify({
  cuts: { name: deepest?.name, changePercent: change },
  cube: cube.data?.label,
  csv: csv.data?.slice(0, 40),
  cash: provenance.data?.figure.cash,
  share,
  values: series.data?.values.length,
  problem: missing.error?.title,
}));
