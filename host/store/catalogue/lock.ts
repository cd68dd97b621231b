/**
 * One user of the catalogue at a time. DuckDB itself keeps other processes out, but not a second instance in the same
 * process (a worker thread has its own copy of the client, and two instances of one file lose rows in silence), so a
 * lock file stands in front. Whoever dies leaves it behind; the next one sees that its process is gone.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { busy, errnoOf } from '../fault.ts';
import { readQuietly, removeQuietly, writeFully } from '../files.ts';
import type { Layout } from '../layout.ts';
import type { StorePower } from '../power.ts';

/** A holder we cannot ask (another host, or a thread that died in a live process) is taken for gone after this. */
const FORGOTTEN_MS = 10 * 60 * 1000;

/** Between making the lock and signing it lie microseconds; whoever has not signed for this long was killed there. */
const UNSIGNED_MS = 1000;

/**
 * Calls `attempt` while holding the lock, again and again while it answers undefined (what it needs is taken). Throws
 * StoreFault `store-busy` when the budget is spent, and what `attempt` throws.
 */
export async function whenFree<T>(
  power: StorePower,
  layout: Layout,
  budgetMs: number,
  attempt: () => Promise<{ readonly value: T } | undefined>,
): Promise<T> {
  const deadline = power.nowMs() + budgetMs;
  for (let wait = 5; ; wait = Math.min(wait * 2, 100)) {
    const done = await whileLocked(power, layout, attempt);
    if (done !== undefined) return done.value;
    if (power.nowMs() + wait > deadline) throw busy(layout.dir);
    // Uneven waits, so that sixteen processes that started together do not knock together.
    await sleep(wait * (0.5 + Math.random()));
  }
}

async function whileLocked<T>(power: StorePower, layout: Layout, attempt: () => Promise<T>): Promise<T | undefined> {
  if (!tryLock(power, layout)) return undefined;
  try {
    return await attempt();
  } finally {
    removeQuietly(power.fs, layout.lock);
  }
}

/** False while somebody else holds the lock. Throws when the store cannot be written. */
function tryLock(power: StorePower, layout: Layout): boolean {
  if (create(power, layout.lock)) return true;
  if (!isAbandoned(power, layout.lock)) return false;
  putAside(power, layout);
  return create(power, layout.lock);
}

function create(power: StorePower, path: string): boolean {
  let fd: number;
  try {
    fd = power.fs.openSync(path, 'wx');
  } catch (cause) {
    if (errnoOf(cause) === 'EEXIST') return false;
    throw cause;
  }
  try {
    writeFully(power.fs, fd, Buffer.from(`${power.host} ${power.pid}\n`));
  } finally {
    power.fs.closeSync(fd);
  }
  return true;
}

function isAbandoned(power: StorePower, path: string): boolean {
  const stat = power.fs.statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return true;
  const signature = readQuietly(power.fs, path)?.toString('latin1') ?? '';
  const patience = signature.endsWith('\n') ? FORGOTTEN_MS : UNSIGNED_MS;
  if (power.nowMs() - stat.mtimeMs > patience) return true;
  const [host, pid] = signature.trim().split(' ');
  return host === power.host && pid !== undefined && !power.alive(Number(pid));
}

/** Renaming first: of several who find the lock abandoned, one gets it out of the way. */
function putAside(power: StorePower, layout: Layout): void {
  const aside = join(layout.scratch, `lock-${power.random()}`);
  try {
    power.fs.renameSync(layout.lock, aside);
  } catch {
    return;
  }
  removeQuietly(power.fs, aside);
}
