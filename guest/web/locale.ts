/** Intl.Locale: what a language tag says, in parts. */
import { defineProperty } from '../prelude/primordials.ts';
import { tag as tagged } from './shown.ts';

interface Known extends Readonly<Record<string, unknown>> {
  readonly text: string;
  readonly maximal: string;
  readonly minimal: string;
}

const parts = ['baseName', 'calendar', 'calendars', 'caseFirst', 'collation', 'collations', 'hourCycle', 'hourCycles'];
const more = [
  'language',
  'numberingSystem',
  'numberingSystems',
  'numeric',
  'region',
  'script',
  'textInfo',
  'timeZones',
];

/** The class, over what the host knows of a tag. */
export function localeClass(know: (tag: string, options: unknown) => Known): unknown {
  class Locale {
    readonly #known: Known;

    constructor(tag: unknown, options?: unknown) {
      if (typeof tag !== 'string' && (typeof tag !== 'object' || tag === null))
        throw new TypeError("First argument to Intl.Locale constructor can't be empty or missing");
      this.#known = know(`${tag}`, options);
    }
    maximize(): Locale {
      return new Locale(this.#known.maximal);
    }
    minimize(): Locale {
      return new Locale(this.#known.minimal);
    }
    toString(): string {
      return this.#known.text;
    }
    static part(locale: Locale, name: string): unknown {
      const part = locale.#known[name];
      return typeof part === 'object' && part !== null ? structuredCopy(part) : (part ?? undefined);
    }
  }
  const { part } = Locale;
  delete (Locale as { part?: unknown }).part;
  for (const name of [...parts, ...more, 'weekInfo'])
    defineProperty(Locale.prototype, name, {
      get(this: Locale): unknown {
        return part(this, name);
      },
      configurable: true,
    });
  defineProperty(Locale, 'length', { value: 1, configurable: true });
  tagged(Locale.prototype, 'Intl.Locale');
  return Locale;
}

/** Lists and records without members to follow: each reader gets his own. */
function structuredCopy(part: object): object {
  return Array.isArray(part) ? [...part] : { ...part };
}
