/** What a person is told of an error that left the script: words, original position, frames of the program alone. */
import { describeLinkError, describeLoadFailure, textOf } from './describe-load.ts';
import { NAMES } from './hook-names.ts';
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
  const message = session.messageOf(handle);
  const failure = loadFailures.behind(message);
  const described = failure
    ? describeLoadFailure(failure.error, loader, failure)
    : describeLinkError(message, loader, program.modules);
  return described ? { ...described, denied: false } : describeError(session, handle);
}

function describeError(session: Session, handle: number): PrintableError & { readonly denied: boolean } {
  const headline = session.describe(handle);
  const frames = stackOf(session, handle);
  const where = frames[0];
  const code = session.codeOf(handle);
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
  for (const line of session.stackText(handle).split('\n')) {
    const match = STACK_LINE.exec(line);
    const module = match ? session.program.byFile(match[2] as string) : undefined;
    if (!match || !module) continue;
    if (isWrapper(module.program.code, Number(match[3]), Number(match[4] ?? 1))) continue;
    const at = module.program.toOriginal(Number(match[3]), Number(match[4] ?? 1));
    frames.push({ name: match[1] ?? '', file: module.path, line: at.line, column: at.column });
  }
  return frames;
}

/** A framed call stands on the stack twice: once in its prologue, which is not the script's. */
function isWrapper(code: string, line: number, column: number): boolean {
  const text = code.split('\n', line)[line - 1] ?? '';
  return [...text]
    .slice(column - 1, column + NAMES.enter.length)
    .join('')
    .startsWith(`${NAMES.enter}(`);
}
