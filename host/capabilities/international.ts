/**
 * The island of Intl: numbers, dates and words as people of some place write them. The guest has no tables of its own;
 * the host's answer follows from the arguments and from the version of its tables, which is the one dependency.
 * Where a script names no locale it is en-US, and no time zone is UTC, whatever the machine is set to.
 */
import type { Dependency } from '../../engine/trace.ts';
import { OP } from '../../guest/abi.ts';
import { text } from './arguments.ts';
import type { Capability, GuestValue, Recorder } from './capability.ts';
import { type ClockPower, readsClock } from './clock.ts';
import { codedFailure } from './failure.ts';
import { segmentsOf, tell } from './international-tables.ts';

const tables = process.versions['icu'] ?? 'none';
const zones = process.versions['tz'] ?? 'none';
const fact: Dependency = {
  kind: 'argv',
  scope: 'international',
  name: 'international tables',
  fingerprint: `${tables} ${zones}`,
};

type Options = Record<string, unknown>;
type Formatter = Record<string, (...args: unknown[]) => unknown>;
type FormatterClass = new (locales: string | string[], options: Options) => Formatter;

const classes = new Set([
  'NumberFormat',
  'DateTimeFormat',
  'Collator',
  'PluralRules',
  'RelativeTimeFormat',
  'ListFormat',
  'DisplayNames',
  'Segmenter',
]);
const methods = new Set([
  'format',
  'formatToParts',
  'formatRange',
  'formatRangeToParts',
  'select',
  'selectRange',
  'of',
  'compare',
  'resolvedOptions',
]);

/** How values that JSON has no words for travel. */
interface Tagged {
  readonly number?: string;
  readonly bigint?: string;
  readonly date?: number | null;
}

export function internationalCapability(clock: ClockPower): Capability {
  const made = new Map<string, Formatter>();
  const formatter = (name: string, locales: string, options: string): Formatter => {
    const key = `${name}\0${locales}\0${options}`;
    const known = made.get(key) ?? make(name, locales, options);
    made.set(key, known);
    return known;
  };
  return {
    ops: {
      [OP.international]: ([name, locales, options, method, args], recorder) =>
        guarded(recorder, () => {
          const given = JSON.parse(text(args)) as unknown[];
          if (name === 'Intl') return JSON.stringify(tell(text(method), given) ?? null);
          const found = formatter(text(name), text(locales), text(options));
          // Without a date it formats the present one.
          if (name === 'DateTimeFormat' && given.length === 0) {
            readsClock(clock, recorder);
            given.push(clock.now());
          }
          return run(found, text(method), given);
        }),
      [OP.compareText]: ([a, b, locales, options], recorder) =>
        guarded(recorder, () => {
          const collator = formatter('Collator', text(locales ?? 'null'), text(options ?? '{}'));
          return collator['compare']?.(text(a), text(b)) as number;
        }),
    },
    observe: (d) => (d.scope === fact.scope ? fact.fingerprint : undefined),
  };
}

/** Wrong locales and options throw as they do in node. */
function guarded(recorder: Recorder, answer: () => GuestValue): GuestValue {
  recorder.dependency(fact);
  try {
    return answer();
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    throw codedFailure(error.name, 'ERR_INTL', error.message);
  }
}

function make(name: string, locales: string, options: string): Formatter {
  if (!classes.has(name)) throw new TypeError(`Intl.${name} is not served`);
  const Class = (Intl as unknown as Record<string, FormatterClass>)[name] as FormatterClass;
  const given = JSON.parse(options) as Options;
  const zone = name === 'DateTimeFormat' ? { timeZone: 'UTC' } : {};
  return new Class((JSON.parse(locales) as string[] | null) ?? 'en-US', { ...zone, ...given });
}

function run(formatter: Formatter, method: string, args: readonly unknown[]): string {
  if (method === 'segment') return JSON.stringify(segmentsOf(formatter as never, String(args[0])));
  if (!methods.has(method)) throw new TypeError(`${method} is not served`);
  return JSON.stringify(formatter[method]?.(...args.map(revive)) ?? null);
}

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const tagged = value as Tagged;
  if (tagged.number !== undefined) return Number(tagged.number);
  if (tagged.bigint !== undefined) return BigInt(tagged.bigint);
  return tagged.date === null ? new Date(Number.NaN) : new Date(tagged.date ?? Number.NaN);
}
