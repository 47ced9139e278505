// Reads cells of published budgets with SheetJS: argument 1 is a JSON file with a list of { path, code, heading }, each an authority's figure under a heading.
// Writes the figures in the same order, null where the cell holds none. It finds row and column itself: nothing of BudgetWatch tells it where to look.
const XLSX = require("xlsx");
const fs = require("fs");

const plain = (text) => String(text ?? "").replace(/\(total\s+of\s+lines[^)]*\)/i, "").replace(/[*]|\[note \d+\]|\s\([a-z]\)\s*$/gi, "").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

const tables = new Map();
function table(path) {
    if (!tables.has(path)) {
        const book = path.endsWith(".csv")
            ? XLSX.read(fs.readFileSync(path, "utf8").replace(/^\uFEFF/, ""), { type: "string", raw: true, dense: true })
            : XLSX.readFile(path, { dense: true, cellFormula: false, cellHTML: false });
        const name = book.SheetNames.length === 1 ? book.SheetNames[0] : book.SheetNames.find((sheet) => /^RA.LA.Data/i.test(sheet));
        const rows = XLSX.utils.sheet_to_json(book.Sheets[name], { header: 1, raw: true, blankrows: true, defval: null });
        const heading = rows.findIndex((row) => String(row[0] ?? "").trim() === "E-code");
        tables.set(path, { headings: rows[heading].map(plain), rows: rows.slice(heading + 1) });
    }
    return tables.get(path);
}

const answers = JSON.parse(fs.readFileSync(process.argv[2], "utf8")).map(({ path, code, heading }) => {
    const { headings, rows } = table(path);
    const column = headings.indexOf(plain(heading));
    const row = rows.find((cells) => String(cells[0] ?? "").trim() === code);
    if (column < 0 || !row) {
        throw new Error(`${path} has no ${column < 0 ? `column '${heading}'` : `row ${code}`}`);
    }
    const text = String(row[column] ?? "").replace(/,/g, "").trim();
    return /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text) ? Number(text) : null;
});
console.log(JSON.stringify(answers));
