// Ranges as text that spreadsheet programs put on the clipboard and take from it.

/** Kind under which our own sheets find values as they are. */
export const OWN = "application/x-sanso-cells";
const FORMULA = /^[=+\-@\t\r]/;

/** Return cells as tab-separated text; what a spreadsheet would take for a formula begins with an apostrophe. */
export function written(cells: readonly (readonly string[])[]): string {
  const quoted = (text: string) => {
    const safe = FORMULA.test(text) ? `'${text}` : text;
    return /[\t\n\r"]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return cells.map((row) => row.map(quoted).join("\t")).join("\n");
}

/** Return the cells of tab-separated text. */
export function read(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const end = text.replace(/\r?\n$/, "").length;
  while (at <= end) {
    let cell: string;
    [cell, at] = text[at] === '"' ? quotedCell(text, at, end) : plainCell(text, at, end);
    row.push(cell);
    if (at >= end || text[at] !== "\t") {
      rows.push(row);
      row = [];
      if (at >= end) break;
      if (text[at] === "\r") at += 1;
    }
    at += 1;
  }
  return rows;
}

function plainCell(text: string, from: number, end: number): [string, number] {
  let at = from;
  while (at < end && text[at] !== "\t" && text[at] !== "\n" && text[at] !== "\r") at += 1;
  return [text.slice(from, at), at];
}

function quotedCell(text: string, from: number, end: number): [string, number] {
  let cell = "";
  let at = from + 1;
  while (at < end) {
    if (text[at] === '"') {
      if (text[at + 1] !== '"') break;
      at += 1;
    }
    cell += text[at] ?? "";
    at += 1;
  }
  const after = text[at + 1];
  const closed = text[at] === '"' && (at + 1 >= end || after === "\t" || after === "\n" || after === "\r");
  return closed ? [cell.replace(/\r\n?/g, "\n"), at + 1] : plainCell(text, from, end);
}
