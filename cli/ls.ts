/** `rote ls`: the entries of the store, dearest first. */
import { RoteError } from '../engine/errors.ts';
import { entries } from '../host/store/queries.ts';
import { colorsFor, printAnswer, printJson } from './print.ts';
import { formatEntries } from './print-store.ts';
import type { Surroundings } from './run-options.ts';
import { type StoreFlags, storeOf } from './store.ts';

/** Answers `rote ls`. */
export async function ls(
  flags: StoreFlags & { readonly module?: string; readonly limit: string },
  surroundings: Surroundings,
): Promise<void> {
  const { dir, power } = storeOf(flags, surroundings);
  const limit = Number(flags.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new RoteError('usage', '--limit must be a whole number from 1');
  const module = flags.module === undefined ? {} : { module: flags.module };
  // One more than is shown tells whether there are more.
  const rows = await entries(dir, power, { limit: limit + 1, ...module });
  if (flags.json) printJson(rows.slice(0, limit));
  else printAnswer(formatEntries(rows, limit, colorsFor(process.stdout)));
}
