/** Two duplex streams of which each reads what is written to the other. */
import { addTick } from '../../prelude/loop.ts';
import { Duplex } from './classes.ts';

type Done = (error?: unknown) => void;

class Side extends Duplex {
  other: Side | undefined;
  #written: Done | undefined;

  override _read(): void {
    const written = this.#written;
    this.#written = undefined;
    written?.();
  }
  override _write(chunk: unknown, _encoding: string, done: Done): void {
    const other = this.other as Side;
    if ((chunk as { readonly length: number }).length === 0) return addTick(done, []);
    other.push(chunk);
    other.#written = done;
  }
  override _final(done: Done): void {
    const other = this.other as Side;
    other.on('end', done);
    other.push(null);
  }
}

export function duplexPair(options?: object): [Side, Side] {
  const [a, b] = [new Side(options), new Side(options)];
  [a.other, b.other] = [b, a];
  return [a, b];
}
