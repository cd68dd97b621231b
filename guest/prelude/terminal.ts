/** What the host says of the terminals behind the standard streams. */
import { OP } from '../abi.ts';
import { askJson } from './door.ts';

interface Terminal {
  readonly columns: number;
  readonly rows: number;
}

/** The terminal behind a descriptor, or undefined. */
export function terminal(fd: number): Terminal | undefined {
  return askJson<Terminal | null>(OP.tty, fd) ?? undefined;
}
