/**
 * The one door to DuckDB. Its client takes 150-400 ms to load, so it is loaded here and only when a catalogue is opened.
 * Opening is exclusive: it waits, within a budget, until nobody else has the catalogue open.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { busy, damaged } from '../fault.ts';
import type { Layout } from '../layout.ts';
import type { StorePower } from '../power.ts';
import { tryLock, unlock } from './lock.ts';
import { schema } from './schema.ts';

/** An open catalogue. `fresh`: nothing was imported yet, so that what the segments hold is news to it. */
export interface Catalogue {
  readonly connection: DuckDBConnection;
  readonly fresh: boolean;
}

/** One thread: the machine belongs to the script. No extension is ever fetched. */
const OPTIONS = {
  threads: '1',
  memory_limit: '512MB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/**
 * Opens the catalogue, hands it to `use`, closes it. A damaged file is moved aside, told to `power.warn`, and `use` gets
 * a fresh one. Throws StoreFault `store-busy` when the budget is spent waiting.
 */
export async function withCatalogue<T>(
  power: StorePower,
  layout: Layout,
  budgetMs: number,
  use: (catalogue: Catalogue) => Promise<T>,
): Promise<T> {
  const deadline = power.nowMs() + budgetMs;
  for (let wait = 5; ; wait = Math.min(wait * 2, 100)) {
    const done = await attempt(power, layout, use);
    if (done !== undefined) return done.value;
    if (power.nowMs() + wait > deadline) throw busy(layout.dir);
    // Uneven waits, so that sixteen processes that started together do not knock together.
    await sleep(wait * (0.5 + Math.random()));
  }
}

type Use<T> = (catalogue: Catalogue) => Promise<T>;

/** One try; undefined while somebody else has the catalogue. */
async function attempt<T>(power: StorePower, layout: Layout, use: Use<T>): Promise<{ value: T } | undefined> {
  if (!tryLock(power, layout)) return undefined;
  try {
    return { value: await openAndUse(layout, use) };
  } catch (cause) {
    if (isHeldElsewhere(cause)) return undefined;
    if (!isDamage(cause)) throw cause;
    power.warn(damaged(layout.catalogue, moveAside(power, layout), cause));
    return { value: await openAndUse(layout, use) };
  } finally {
    unlock(power, layout);
  }
}

async function openAndUse<T>(layout: Layout, use: Use<T>): Promise<T> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.fromCache(layout.catalogue, OPTIONS);
  try {
    const connection = await instance.connect();
    try {
      await connection.run(schema);
      const adopted = await connection.runAndReadAll('SELECT 1 FROM adopted LIMIT 1');
      return await use({ connection, fresh: adopted.currentRowCount === 0 });
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/** DuckDB has no error codes; these are its words, and a test holds them to the installed version. */
function isHeldElsewhere(cause: unknown): boolean {
  return cause instanceof Error && cause.message.includes('Could not set lock on file');
}

const DAMAGE = /corrupt|not a valid DuckDB|checksum|serializ|version number|INTERNAL Error|FATAL Error|replaying WAL/i;
/** A database that is not ours: our tables or columns are missing in it. */
const FOREIGN = /^(Catalog|Binder|Conversion) Error/;

function isDamage(cause: unknown): boolean {
  return cause instanceof Error && (DAMAGE.test(cause.message) || FOREIGN.test(cause.message));
}

function moveAside(power: StorePower, layout: Layout): string {
  const aside = layout.catalogue.replace(/duckdb$/, `damaged-${power.nowMs()}`);
  for (const ending of ['', '.wal']) {
    const file = layout.catalogue + ending;
    if (power.fs.existsSync(file)) power.fs.renameSync(file, aside + ending);
  }
  return aside;
}
