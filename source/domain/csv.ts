/** What a spreadsheet would run as a formula (rule 241), wide forms of its marks too. */
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
/** A number with its sign is a value in every spreadsheet, and programs want it as one. */
const number = /^[+-]?\d+(?:\.\d+)?$/;

/** One cell: quoted where it has to be, and never a formula. */
function csvCell(value: string): string {
  const plain = formula.test(value) && !number.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(plain) || plain !== value ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Rows of texts as comma-separated values (RFC 4180, with bare line feeds), safe to open in a spreadsheet. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(csvCell).join(',')}\n`).join('');
}
