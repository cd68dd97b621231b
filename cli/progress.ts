/**
 * The line that shows a person that a long run is alive. It stands only where it cannot disturb: on a terminal whose
 * script prints elsewhere (`rote run big.js > out.txt`). Where stdout is the same terminal, the script's own output shows
 * that it lives, and a line of ours in between would be torn by it.
 */
import { formatMs } from './print-stats.ts';

/** A run as quick as this is over before anybody wonders. */
const quietMs = 2000;
const everyMs = 1000;

/** What a progress line needs of the world. */
export interface ProgressPower {
  /** Whether a person sees what is written, and the script's output is elsewhere. */
  readonly visible: boolean;
  write(text: string): void;
  nowMs(): number;
}

/** Starts the line; the function it returns takes it away. The cursor stays at the start, so that text of the script writes over it. */
export function startProgress(what: string, power: ProgressPower): () => void {
  if (!power.visible) return () => {};
  const began = power.nowMs();
  let shown = 0;
  const show = (): void => {
    const elapsed = power.nowMs() - began;
    if (elapsed < quietMs) return;
    const text = `rote: ${what}, ${formatMs(Math.round(elapsed / everyMs) * everyMs).replace(/\.\d+ s$/, ' s')}`;
    power.write(`${text}\r`);
    shown = Math.max(shown, text.length);
  };
  const timer = setInterval(show, everyMs);
  return () => {
    clearInterval(timer);
    if (shown > 0) power.write(`${' '.repeat(shown)}\r`);
  };
}
