// Reads a Parquet file over HTTP as a reader without a copy does: its length by HEAD, then its footer and its columns by range.
import { gunzipSync } from "node:zlib";
import { asyncBufferFromUrl, parquetReadObjects } from "hyparquet";

const parts = [];
async function counted(address, init) {
  const answer = await fetch(address, init);
  if ((init?.method ?? "GET") !== "HEAD") parts.push({ status: answer.status, range: answer.headers.get("content-range") });
  return answer;
}

const file = await asyncBufferFromUrl({ url: process.argv[2], fetch: counted });
const rows = await parquetReadObjects({ file, columns: ["code", "name"], compressors: { GZIP: packed => new Uint8Array(gunzipSync(packed)) } });
console.log(JSON.stringify({ codes: rows.map(row => row.code), parts }));
