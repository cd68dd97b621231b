/** The terminals behind the standard descriptors. Asked for only when a script does: node's own answer loads much. */
import type { Terminal, Terminals } from '../capabilities/output.ts';

/** What telling a terminal needs of `node:fs`. */
export interface DeviceFs {
  fstatSync(fd: number): { isCharacterDevice(): boolean };
}

/** Only a device can be a terminal. */
export function isTerminal(fs: DeviceFs, fd: number): boolean {
  try {
    return fs.fstatSync(fd).isCharacterDevice() && tty().isatty(fd);
  } catch {
    return false;
  }
}

/** Answers for descriptors 0 to 2; a terminal that changes its size keeps the one it had. */
export function terminals(fs: DeviceFs): Terminals {
  const known = new Map<number, Terminal | null>();
  return (fd) => {
    let terminal = known.get(fd);
    if (terminal === undefined) {
      terminal = isTerminal(fs, fd) ? sizeOf(fd) : null;
      known.set(fd, terminal);
    }
    return terminal;
  };
}

function sizeOf(fd: number): Terminal {
  if (fd === 0) return { columns: 0, rows: 0 };
  const [columns, rows] = new (tty().WriteStream)(fd).getWindowSize();
  return { columns, rows };
}

function tty(): typeof import('node:tty') {
  return process.getBuiltinModule('node:tty');
}
