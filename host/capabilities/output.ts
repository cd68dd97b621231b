/** The island of output: bytes to stdout and stderr in exact order, and the console's indentation that shapes them. */
import { OP } from '../../guest/abi.ts';
import { bytes, number, text } from './arguments.ts';
import type { Capability, Recorder } from './capability.ts';

/** Where output goes. */
export interface OutputPower {
  write(fd: 1 | 2, bytes: Uint8Array): void;
}

/** What is known of a terminal, per stream; absent for a pipe or a file. */
export interface Terminal {
  readonly columns: number;
  readonly rows: number;
}
/** The terminal behind a standard stream, or null. */
export type Terminals = (fd: number) => Terminal | null;

/** Lines of the console as a group shows them. */
function indented(lines: Uint8Array, indentation: string): Uint8Array {
  const text = Buffer.from(lines).toString('latin1');
  return Buffer.from(text.replace(/^(?=[\s\S])/gm, indentation), 'latin1');
}

export function outputCapability(power: OutputPower, terminals: Terminals): Capability {
  const consoleState = { indentation: '' };
  const terminal = (fd: number): string => JSON.stringify(terminals(fd));
  const emit = (fd: number, data: Uint8Array, recorder: Recorder, lines = false): undefined => {
    const stream = fd === 2 ? 2 : 1;
    recorder.effect({ kind: 'output', fd: stream, bytes: data, ...(lines ? { lines } : {}) });
    power.write(stream, data);
    return undefined;
  };
  return {
    ops: {
      [OP.output]: ([fd, data], recorder) => emit(number(fd), bytes(data), recorder),
      // A line of the console: the same call prints something else inside a group, so its indentation is observed.
      [OP.print]: ([fd, line], recorder) => {
        recorder.dependency({ kind: 'console', name: 'indentation', fingerprint: consoleState.indentation });
        return emit(number(fd), bytes(line), recorder, consoleState.indentation === '');
      },
      [OP.consoleIndent]: ([indentation], recorder) => {
        recorder.bypass('changes-console', 'changes the indentation of the console');
        consoleState.indentation = text(indentation);
        return undefined;
      },
      [OP.tty]: ([fd], recorder) => {
        const answer = terminal(number(fd));
        recorder.dependency({ kind: 'tty', name: String(number(fd)), fingerprint: answer });
        return answer;
      },
    },
    observe(d) {
      if (d.kind === 'console') return consoleState.indentation;
      return d.kind === 'tty' ? terminal(Number(d.name)) : undefined;
    },
    replay(e) {
      if (e.kind !== 'output') return false;
      power.write(
        e.fd,
        e.lines && consoleState.indentation !== '' ? indented(e.bytes, consoleState.indentation) : e.bytes,
      );
      return true;
    },
  };
}
