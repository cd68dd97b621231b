/**
 * The one door to DuckDB. Its client takes 150-400 ms to load, so it is loaded here and only when a catalogue is opened.
 * Opening is exclusive: it waits, within a budget, until nobody else has the catalogue open.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { damaged } from '../fault.ts';
import type { Layout } from '../layout.ts';
import type { StorePower } from '../power.ts';
import { whenFree } from './lock.ts';
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
export function withCatalogue<T>(power: StorePower, layout: Layout, budgetMs: number, use: Use<T>): Promise<T> {
  return whenFree(power, layout, budgetMs, () => tryCatalogue(power, layout, use));
}

type Use<T> = (catalogue: Catalogue) => Promise<T>;

/**
 * One try, for a caller that holds the lock; undefined while a program that knows nothing of our lock has the file open.
 */
export async function tryCatalogue<T>(
  power: StorePower,
  layout: Layout,
  use: Use<T>,
): Promise<{ value: T } | undefined> {
  try {
    return { value: await openAndUse(layout, use) };
  } catch (cause) {
    if (isHeldElsewhere(cause)) return undefined;
    if (!isDamage(cause)) throw cause;
    power.warn(damaged(layout.catalogue, moveAside(power, layout), cause));
    return { value: await openAndUse(layout, use) };
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

const DAMAGE =
  /corrupt|not a valid DuckDB|could not read enough bytes|checksum|serializ|version number|INTERNAL Error|FATAL Error|replaying WAL/i;
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
