/** console.table: the same cells and borders as node's. */
import { inspect } from './inspect.ts';

const indexColumn = '(index)';
const iterationColumn = '(iteration index)';
const keyColumn = 'Key';
const valuesColumn = 'Values';

type Cells = Map<string, string[]>;

/** The text of a table for an array, object, Map or Set. */
export function renderTable(data: object, chosen?: readonly string[]): string {
  if (data instanceof Map) return renderMap(data);
  if (data instanceof Set) return renderSet(data);
  return renderRows(data, chosen);
}

function renderMap(data: ReadonlyMap<unknown, unknown>): string {
  const keys = [...data.keys()].map(cell);
  const values = [...data.values()].map(cell);
  return draw([iterationColumn, keyColumn, valuesColumn], [keys.map((_, i) => `${i}`), keys, values]);
}

function renderSet(data: ReadonlySet<unknown>): string {
  const values = [...data].map(cell);
  return draw([iterationColumn, valuesColumn], [values.map((_, i) => `${i}`), values]);
}

function renderRows(data: object, chosen?: readonly string[]): string {
  const indices = Object.keys(data);
  const columns: Cells = new Map();
  const plain: string[] = [];
  let hasPlain = false;
  indices.forEach((index, row) => {
    const item: unknown = (data as Record<string, unknown>)[index];
    if (item === null || (typeof item !== 'object' && typeof item !== 'function')) {
      hasPlain = true;
      plain[row] = cell(item);
      return;
    }
    for (const key of chosen ?? Object.keys(item)) {
      const column = columns.get(key) ?? [];
      columns.set(key, column);
      if (Object.hasOwn(item, key)) column[row] = cell((item as Record<string, unknown>)[key]);
    }
  });
  const heads = [indexColumn, ...columns.keys()];
  const bodies = [indices, ...columns.values()];
  if (hasPlain) {
    heads.push(valuesColumn);
    bodies.push(plain);
  }
  return draw(
    heads,
    bodies.map((body) => Array.from({ length: indices.length }, (_, i) => body[i] ?? '')),
  );
}

function cell(value: unknown): string {
  const deep = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 2;
  return inspect(value, { maxArrayLength: 3, breakLength: Number.POSITIVE_INFINITY, depth: deep ? -1 : 0 });
}

function draw(heads: readonly string[], columns: readonly (readonly string[])[]): string {
  const widths = heads.map((head, i) => Math.max(width(head), ...(columns[i] ?? []).map(width)) + 2);
  const bars = widths.map((size) => '─'.repeat(size));
  const rows = (columns[0] ?? []).map((_, row) =>
    line(
      columns.map((column) => column[row] ?? ''),
      widths,
    ),
  );
  return [`┌${bars.join('┬')}┐`, line(heads, widths), `├${bars.join('┼')}┤`, ...rows, `└${bars.join('┴')}┘`].join('\n');
}

function line(cells: readonly string[], widths: readonly number[]): string {
  return `│${cells.map((text, i) => padded(text, widths[i] ?? 0)).join('│')}│`;
}

function padded(text: string, size: number): string {
  return ` ${text}${' '.repeat(size - width(text) - 1)}`;
}

/** Columns on a terminal: wide East Asian characters and emoji take two, combining marks none. */
function width(text: string): number {
  let size = 0;
  for (const character of text.normalize('NFC')) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x7f) size += 1;
    else if (!/\p{M}|\p{Cf}/u.test(character)) size += isWide(code) ? 2 : 1;
  }
  return size;
}

function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1f64f) ||
    (code >= 0x1f900 && code <= 0x1f9ff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}
