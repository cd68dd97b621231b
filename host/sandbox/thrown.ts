/** What a person is told of an error that left the script: words, original position, frames of the program alone. */
import { describeLinkError, describeLoadFailure, textOf } from './describe-load.ts';
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
    frames.push({ name: match[1] ?? '', file: module.path, line: Number(match[3]), column: Number(match[4] ?? 1) });
  }
  return frames;
}
