/** What a person is told of an error that left the script: words, original position, frames of the program alone. */
import { describeLinkError, describeLoadFailure, textOf } from './describe-load.ts';
import type { Guest } from './guest.ts';
import { TAG } from './layout.ts';
import type { Session } from './session.ts';
import type { PrintableError } from './task.ts';

/** One line of a guest stack: function, file, line, column. */
const STACK_LINE = /^\s*at (?:(.*?) )?\(?((?:\/|node:)[^()]*?|[^()\s]+?):(\d+)(?::(\d+))?\)?$/;

interface StackFrame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Describes a thrown value of the guest. */
export function describeThrown(session: Session, handle: number): PrintableError & { readonly denied: boolean } {
  const { loader, loadFailures, program } = session;
  const message = textProperty(session.guest, handle, 'message');
  const failure = loadFailures.behind(message);
  const described = failure
    ? describeLoadFailure(failure.error, loader, failure)
    : describeLinkError(message, loader, program.modules);
  return described ? { ...described, denied: false } : describeError(session, handle);
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

function describeError(session: Session, handle: number): PrintableError & { readonly denied: boolean } {
  const headline = headlineOf(session, handle);
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
    frames: frames.map(({ name, file, line, column }) => `${name || '<anonymous>'} (${file}:${line}:${column})`),
  };
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
