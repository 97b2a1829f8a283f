/** Reads CSV by RFC 4180, independently of the code that writes it: rows, cells and lists in cells (BLK-5). */

type Cell = { cell: string; end: number };

function quotedCell(text: string, start: number): Cell {
  let cell = "";
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] !== '"') return { cell, end: at + 1 };
    else {
      cell += '"';
      at += 1;
    }
  }
  throw new Error("a quoted cell without an end");
}

function plainCell(text: string, start: number, delimiter: string): Cell {
  let end = start;
  while (end < text.length && text[end] !== delimiter && !/[\r\n]/.test(text[end]!)) end += 1;
  return { cell: text.slice(start, end), end };
}

/** Rows of cells; throws where the text is not RFC 4180. */
export function csvRows(text: string, delimiter = ","): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const { cell, end } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, delimiter);
    row.push(cell);
    at = end;
    if (text[at] === delimiter) {
      at += 1;
      if (at === text.length) row.push("");
    } else if (text.startsWith("\r\n", at) || at === text.length) {
      at += 2;
      rows.push(row);
      row = [];
    } else throw new Error(`a cell ends neither with the delimiter nor with CRLF at ${at}`);
  }
  if (row.length) rows.push(row);
  return rows;
}

/** Removes the apostrophe in front of a formula. */
export const unguarded = (cell: string): string => cell.replace(/^'(?='*[=+\-@\t\r\n＝＋－＠])/, "");

/** The elements of a list in one cell. */
export const elementsIn = (cell: string): string[] =>
  cell === "" ? [] : (csvRows(cell.replaceAll(/; (?=(?:[^"]*"[^"]*")*[^"]*$)/g, ";"), ";")[0] ?? []);
