/** `rote clear`: removes what the store holds and says how much it was. */
import { clear } from '../host/store/clear.ts';
import { totals } from '../host/store/queries.ts';
import { printAnswer, printJson } from './print.ts';
import { formatCleared } from './print-store.ts';
import type { Surroundings } from './run-options.ts';
import { type StoreFlags, storeOf } from './store.ts';

/** Empties the store. One that cannot be read is emptied all the same: that may be why it is being cleared. */
export async function clearStore(flags: StoreFlags, surroundings: Surroundings): Promise<void> {
  const { dir, power } = storeOf(flags, surroundings);
  const before = await totals(dir, power).catch(() => undefined);
  const { blobs, bytes } = await clear(dir, power);
  const removed = { dir, entries: before?.entries ?? null, blobs, bytes };
  if (flags.json) printJson(removed);
  else printAnswer(formatCleared(removed));
}
