/** Plain tables: columns apart by spaces, numbers to the right. The only importer of cli-table3. */
import Table from 'cli-table3';
import type { Colors } from './print.ts';

const borderless = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '' },
  ...{ 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
};

/** A table without borders; a column whose cells all begin with a digit is set to the right. */
export function formatTable(heads: readonly string[], rows: readonly (readonly string[])[], colors: Colors): string {
  const numeric = heads.map((_, column) => rows.every((row) => /^\d/.test(row[column] ?? '')));
  const table = new Table({
    head: heads.map((head) => colors.bold(head)),
    colAligns: numeric.map((right) => (right ? 'right' : 'left')),
    chars: borderless,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
