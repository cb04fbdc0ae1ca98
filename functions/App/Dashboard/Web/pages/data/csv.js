// Rows of CSV (RFC 4180).

/** The rows, each a list of cells. */
export function csvRows(text) {
  const rows = [];
  let cells = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) {
      break;
    }

    cells.push(found[1]?.replaceAll('""', '"') ?? found[2]);
    if (found[3] !== ',') {
      rows.push(cells);
      cells = [];
    }
  }

  return rows;
}
