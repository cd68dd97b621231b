/** How an error reads: headline, place, the lines around it, frames, hint, code. Pure text. */
import { relative, sep } from 'node:path';
import type { PrintableError, RelatedError } from '../host/run.ts';
import type { Colors } from './print.ts';

/** Lines shown before and after the one with the error. */
const contextLines = 2;
/** A minified line is cut to this window around the column. */
const widestLine = 110;
const mostFrames = 12;

/** The whole text of an error, without a newline at its end. */
export function formatError(error: PrintableError, cwd: string, colors: Colors): string {
  const { where } = error;
  const parts = [headline(error, colors)];
  if (where) parts.push(`  ${colors.cyan(`${shorten(where.file, cwd)}:${where.line}:${where.column}`)}`);
  if (where?.source !== undefined) parts.push('', codeFrame(where.source, where.line, where.column, colors), '');
  parts.push(...frameLines(error.frames ?? [], colors));
  parts.push(...relatedLines(error.related ?? [], '', colors));
  if (error.hint) parts.push(`${colors.dim('hint')}: ${error.hint}`);
  if (error.code !== 'uncaught-error') parts.push(colors.dim(`code: ${error.code}`));
  return parts.join('\n');
}

/** Node calls an await that nothing settles a warning, though it ends with a code of its own; so do we. */
function headline({ code, headline }: PrintableError, colors: Colors): string {
  if (code !== 'unsettled-await') return `${colors.red('error')}: ${headline}`;
  return `${colors.yellow('warning')}: ${headline.replace(/^Warning: Detected /, '')}`;
}

/** The path as a person at `cwd` would type it; absolute when it is not below. */
export function shorten(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith(`..${sep}`) || short === '..' ? path : short;
}

/** The line with the error, marked, with a caret under the column and the lines around it. */
export function codeFrame(source: string, line: number, column: number, colors: Colors): string {
  const lines = source.split(/\r\n|\n|\r|\u2028|\u2029/);
  const first = Math.max(1, line - contextLines);
  // A file that ends with a newline has no line after it.
  if (lines.at(-1) === '' && line < lines.length) lines.pop();
  const end = Math.min(lines.length, line + contextLines);
  const width = String(end).length;
  const isWide = (lines[line - 1] ?? '').length > widestLine;
  const shift = isWide ? Math.max(0, column - Math.floor(widestLine / 2)) : 0;
  const shown: string[] = [];
  for (let at = first; at <= end; at++) {
    const text = cut(lines[at - 1] ?? '', shift);
    const gutter = `${String(at).padStart(width)} |`;
    shown.push(`${at === line ? colors.red('>') : ' '} ${colors.dim(gutter)}${text === '' ? '' : ` ${text}`}`);
    if (at === line) shown.push(`  ${colors.dim(`${' '.repeat(width)} |`)} ${caret(text, column - shift, colors)}`);
  }
  return shown.join('\n');
}

function cut(line: string, shift: number): string {
  return line.length <= widestLine && shift === 0 ? line : line.slice(shift, shift + widestLine);
}

/** Tabs stay tabs in front of the caret, so that it stands below its column in any terminal. */
function caret(line: string, column: number, colors: Colors): string {
  const before = line.slice(0, Math.max(0, column - 1)).replace(/[^\t]/g, ' ');
  return `${before}${colors.red('^')}`;
}

function relatedLines(related: readonly RelatedError[], indent: string, colors: Colors): string[] {
  return related.flatMap(({ label, headline, frames, related: further }) => {
    const own = [`${colors.dim(`${label}:`)} ${headline}`, ...frameLines(frames, colors)];
    const lines = own.flatMap((line) => line.split('\n')).map((line) => indent + line);
    return [...lines, ...relatedLines(further, `${indent}  `, colors)];
  });
}

function frameLines(frames: readonly string[], colors: Colors): string[] {
  const shown = frames.slice(0, mostFrames).map((frame) => colors.dim(`    at ${frame.trim().replace(/^at /, '')}`));
  if (frames.length > mostFrames) shown.push(colors.dim(`    … ${frames.length - mostFrames} more`));
  return shown;
}
