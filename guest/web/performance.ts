/** performance: time since the script first asked for it, marks and measures. */
import { OP } from '../abi.ts';
import { refuse } from '../node/denied.ts';
import { ask } from '../prelude/door.ts';
import { codedError } from '../prelude/errors.ts';
import { sinceOriginNs } from '../prelude/process.ts';
import { state } from '../prelude/state.ts';

interface Entry {
  name: string;
  entryType: string;
  startTime: number;
  duration: number;
  detail: unknown;
}

function now(): number {
  return Number(sinceOriginNs()) / 1e6;
}

function keep(entry: Entry): Entry {
  ask(OP.bypass, 'adds-performance-entry', 'adds a performance entry');
  state.performanceEntries.push(entry);
  return entry;
}

function startOf(mark: string): number {
  const found = state.performanceEntries.findLast((entry) => entry.entryType === 'mark' && entry.name === mark);
  if (!found) {
    throw codedError(
      SyntaxError as unknown as ErrorConstructor,
      'ERR_INVALID_PERFORMANCE_MARK',
      `The "${mark}" performance mark has not been set`,
    );
  }
  return found.startTime;
}

function clear(type: string, name?: string): void {
  ask(OP.bypass, 'removes-performance-entry', 'removes performance entries');
  state.performanceEntries = state.performanceEntries.filter(
    (entry) => entry.entryType !== type || (name !== undefined && entry.name !== name),
  );
}

class Performance {
  now(): number {
    return now();
  }
  get timeOrigin(): number {
    return (ask(OP.wallClock) as number) - now();
  }
  mark(name: string, options: { detail?: unknown; startTime?: number } = {}): Entry {
    return keep({
      name: `${name}`,
      entryType: 'mark',
      startTime: options.startTime ?? now(),
      duration: 0,
      detail: options.detail ?? null,
    });
  }
  measure(name: string, from?: string, to?: string): Entry {
    const startTime = from === undefined ? 0 : startOf(from);
    const end = to === undefined ? now() : startOf(to);
    return keep({ name: `${name}`, entryType: 'measure', startTime, duration: end - startTime, detail: null });
  }
  clearMarks(name?: string): void {
    clear('mark', name);
  }
  clearMeasures(name?: string): void {
    clear('measure', name);
  }
  getEntries(): Entry[] {
    ask(OP.bypass, 'reads-performance-entries', 'reads the performance entries');
    return state.performanceEntries.toSorted((a, b) => a.startTime - b.startTime);
  }
  getEntriesByName(name: string, type?: string): Entry[] {
    return this.getEntries().filter((entry) => entry.name === name && (type === undefined || entry.entryType === type));
  }
  getEntriesByType(type: string): Entry[] {
    return this.getEntries().filter((entry) => entry.entryType === type);
  }
  timerify<T>(fn: T): T {
    return fn;
  }
  toJSON(): object {
    return { timeOrigin: this.timeOrigin };
  }
}

/** Entries are told in turns of real time. */
export class PerformanceObserver {
  constructor() {
    refuse('observing performance entries', '');
  }
}

export const performance = new Performance();
export { Performance };
