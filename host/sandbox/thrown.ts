/** What a person is told of an error that left the script: words, original position, frames of the program alone. */
import { describeLinkError, describeLoadFailure, textOf } from './describe-load.ts';
import type { Guest } from './guest.ts';
import { TAG } from './layout.ts';
import type { Session } from './session.ts';
import type { PrintableError, RelatedError } from './task.ts';

/** One line of a guest stack: function, file, line, column. */
const STACK_LINE = /^\s*at (?:(.*?) )?\(?((?:\/|node:)[^()]*?|[^()\s]+?):(\d+)(?::(\d+))?\)?$/;

interface StackFrame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A thrown value of the guest, and whether a promise was rejected with it that nobody handled. */
interface Thrown {
  readonly handle: number;
  readonly rejected: boolean;
}

/** Describes a thrown value of the guest. */
export function describeThrown(session: Session, thrown: Thrown): PrintableError & { readonly denied: boolean } {
  const { loader, loadFailures, program } = session;
  const message = textProperty(session.guest, thrown.handle, 'message');
  const failure = loadFailures.behind(message);
  const described = failure
    ? describeLoadFailure(failure.error, loader, failure)
    : describeLinkError(message, loader, program.modules);
  return described ? { ...described, denied: false } : describeError(session, thrown);
}

/** The words for a thrown value, as node prints it without its stack. */
export function headlineOf(session: Session, handle: number): string {
  return session.entries.text('formatError', [handle]);
}

/** A property of a thrown object that is a text, or nothing. */
function textProperty(guest: Guest, handle: number, name: string): string {
  if (guest.tag(handle) !== TAG.object) return '';
  const value = guest.getProperty(handle, name);
  const tag = guest.tag(value);
  return tag === TAG.string || tag === TAG.rope ? guest.string(value) : '';
}

const UNHANDLED = 'a promise was rejected and nothing handled it: await it, or give it a catch';

function describeError(session: Session, thrown: Thrown): PrintableError & { readonly denied: boolean } {
  const { handle, rejected } = thrown;
  const told = headlineOf(session, handle);
  const headline = rejected ? told.replace(/^Uncaught:/, 'Unhandled rejection:') : told;
  const frames = stackOf(session, handle);
  const where = frames[0];
  const code = textProperty(session.guest, handle, 'code');
  const denied = code === 'EACCES' && headline.includes('--allow-');
  return {
    code: denied || code.startsWith('ERR_ROTE_DENIED') ? 'denied' : 'uncaught-error',
    denied: denied || code.startsWith('ERR_ROTE_DENIED'),
    headline,
    ...(where
      ? { where: { file: where.file, line: where.line, column: where.column, source: textOf(where.file) } }
      : {}),
    frames: frames.map(frameText),
    related: relatedTo(session, handle, frames, 0),
    ...(rejected && { hint: UNHANDLED }),
  };
}

function frameText({ name, file, line, column }: StackFrame): string {
  return `${name || '<anonymous>'} (${file}:${line}:${column})`;
}

/** So deep a chain of causes is followed; it may be a circle. */
const DEEPEST = 5;

function relatedTo(session: Session, handle: number, above: readonly StackFrame[], depth: number): RelatedError[] {
  if (depth === DEEPEST) return [];
  const { guest } = session;
  const behind = session.entries.call('errorsBehind', [handle]);
  const known = new Set(above.map(frameText));
  const related: RelatedError[] = [];
  for (let i = 0; guest.tag(guest.getProperty(behind, String(i))) === TAG.string; i += 2) {
    const error = guest.getProperty(behind, String(i + 1));
    const frames = stackOf(session, error);
    related.push({
      label: guest.string(guest.getProperty(behind, String(i))),
      headline: headlineOf(session, error).replace(/^Uncaught:\n/, ''),
      frames: frames.map(frameText).filter((text) => !known.has(text)),
      related: relatedTo(session, error, frames, depth + 1),
    });
  }
  return related;
}

/** The program's own frames, at their original positions. */
function stackOf(session: Session, handle: number): StackFrame[] {
  const frames: StackFrame[] = [];
  for (const line of textProperty(session.guest, handle, 'stack').split('\n')) {
    const match = STACK_LINE.exec(line);
    const module = match ? session.program.byFile(match[2] as string) : undefined;
    if (!match || !module) continue;
    frames.push({ name: match[1] ?? '', file: module.path, line: Number(match[3]), column: Number(match[4] ?? 1) });
  }
  return frames;
}
