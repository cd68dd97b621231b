/** Intl and the toLocale… methods: every answer is the host's. */
import { OP } from '../abi.ts';
import { ask, askText } from '../prelude/door.ts';
import { defineGlobal, named } from '../prelude/exposed.ts';
import { apply, jsonParse, jsonStringify } from '../prelude/primordials.ts';
import { listMethods } from './list-words.ts';
import { localeClass } from './locale.ts';
import { addSegment } from './segments.ts';

type Options = Record<string, unknown>;

const dateTime = Date.prototype.getTime;
const numberValue = Number.prototype.valueOf;
const bigintText = BigInt.prototype.toString;

/** Locales as a list of texts; null stands for "none given". */
function localesText(locales: unknown): string {
  if (locales === undefined) return 'null';
  if (locales === null) throw new TypeError('Cannot convert undefined or null to object');
  return jsonStringify(Array.isArray(locales) ? locales.map(String) : [`${locales}`]);
}

function optionsText(options: unknown): string {
  if (options === undefined) return '{}';
  if (options === null) throw new TypeError('Cannot convert undefined or null to object');
  const given: Options = {};
  for (const key in options as Options)
    if ((options as Options)[key] !== undefined) given[key] = (options as Options)[key];
  return jsonStringify(given);
}

/** Values that JSON has no words for are tagged. */
function argument(value: unknown): unknown {
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { number: Object.is(value, -0) ? '-0' : `${value}` };
  if (typeof value === 'bigint') return { bigint: `${value}` };
  if (value instanceof Date) return { date: apply(dateTime, value, []) };
  return value;
}

function call(name: string, locales: string, options: string, method: string, args: readonly unknown[]): unknown {
  return jsonParse(askText(OP.international, name, locales, options, method, jsonStringify(args.map(argument))));
}

/** Asks the host through a formatter, with its locales and options. */
let askThrough: (service: Service, method: string, args: readonly unknown[]) => unknown;

class Service {
  readonly #name: string;
  readonly #locales: string;
  readonly #options: string;

  constructor(name: string, locales: unknown, options: unknown) {
    this.#name = name;
    this.#locales = localesText(locales);
    this.#options = optionsText(options);
  }
  static {
    askThrough = (service, method, args) => call(service.#name, service.#locales, service.#options, method, args);
  }
}

/** What tells one of Intl's classes from another. */
interface ServiceShape {
  readonly methods: readonly string[];
  /** Methods that come bound, as properties: `list.map(formatter.format)`. */
  readonly bound: readonly string[];
  convert(value: unknown): unknown;
}

/** One of Intl's classes; node lets them be called without `new`. */
function serviceClass(name: string, shape: ServiceShape): unknown {
  function construct(locales?: unknown, options?: unknown): Service {
    const service = new Service(name, locales, options);
    askThrough(service, 'resolvedOptions', []);
    return Object.setPrototypeOf(service, construct.prototype) as Service;
  }
  const method = (key: string) =>
    named(function (this: Service, ...args: unknown[]): unknown {
      return askThrough(this, key, args.map(shape.convert));
    }, key);
  const define = (key: string | symbol, descriptor: PropertyDescriptor): void => {
    Object.defineProperty(construct.prototype, key, { ...descriptor, configurable: true });
  };
  for (const key of [...shape.methods, 'resolvedOptions']) define(key, { value: method(key), writable: true });
  for (const key of shape.bound) {
    define(key, {
      get(this: Service) {
        return (...args: unknown[]): unknown => askThrough(this, key, args.map(shape.convert));
      },
    });
  }
  define('constructor', { value: construct, writable: true });
  define(Symbol.toStringTag, { value: `Intl.${name}` });
  const supportedLocalesOf = (locales?: unknown, options?: unknown): string[] =>
    answerTo('supportedLocalesOf', name, listedLocales(locales), jsonParse(optionsText(options)));
  Object.defineProperty(construct, 'supportedLocalesOf', {
    value: named(supportedLocalesOf, 'supportedLocalesOf', 1),
    writable: true,
    configurable: true,
  });
  return named(construct, name, 0);
}

/** Asks Intl itself. */
function answerTo<T>(question: string, ...args: readonly unknown[]): T {
  return call('Intl', 'null', '{}', question, args) as T;
}

const listedLocales = (locales: unknown): unknown => jsonParse(localesText(locales));

const same = (value: unknown): unknown => value;
const numeric = (value: unknown): unknown => (typeof value === 'bigint' ? value : Number(value));
const moment = (value: unknown): unknown =>
  value === undefined ? new Date() : value instanceof Date ? value : new Date(Number(value));
const listed = (value: unknown): unknown => (typeof value === 'object' ? [...(value as Iterable<unknown>)] : value);

const ranges = ['formatToParts', 'formatRange', 'formatRangeToParts'];

const Locale = localeClass((tag, options) => answerTo('locale', tag, jsonParse(optionsText(options))));

const intl = {
  NumberFormat: serviceClass('NumberFormat', { methods: ranges, bound: ['format'], convert: numeric }),
  DateTimeFormat: serviceClass('DateTimeFormat', { methods: ranges, bound: ['format'], convert: moment }),
  Collator: serviceClass('Collator', { methods: [], bound: ['compare'], convert: String }),
  PluralRules: serviceClass('PluralRules', { methods: ['select', 'selectRange'], bound: [], convert: Number }),
  RelativeTimeFormat: serviceClass('RelativeTimeFormat', {
    methods: ['format', 'formatToParts'],
    bound: [],
    convert: same,
  }),
  ListFormat: serviceClass('ListFormat', { methods: ['format', 'formatToParts'], bound: [], convert: listed }),
  DisplayNames: serviceClass('DisplayNames', { methods: ['of'], bound: [], convert: String }),
  Segmenter: serviceClass('Segmenter', { methods: [], bound: [], convert: String }),
  Locale,
  getCanonicalLocales: named(
    (locales?: unknown): string[] => answerTo('getCanonicalLocales', listedLocales(locales)),
    'getCanonicalLocales',
    1,
  ),
  supportedValuesOf: named((key: unknown): string[] => answerTo('supportedValuesOf', `${key}`), 'supportedValuesOf', 1),
};
addSegment((intl.Segmenter as { readonly prototype: object }).prototype, (segmenter, text) =>
  askThrough(segmenter as Service, 'segment', [text]),
);

interface DateParts {
  readonly date: boolean;
  readonly time: boolean;
}

const dateFields = ['weekday', 'year', 'month', 'day', 'dateStyle'];
const timeFields = ['dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits', 'timeStyle'];

/** The parts that a toLocale…String of a date shows when the options name none. */
function withDefaults(options: unknown, parts: DateParts): string {
  const given = jsonParse(optionsText(options)) as Options;
  const asked = [...(parts.date ? dateFields : []), ...(parts.time ? timeFields : [])];
  if (asked.some((field) => given[field] !== undefined)) return jsonStringify(given);
  const date = parts.date ? { year: 'numeric', month: 'numeric', day: 'numeric' } : {};
  const time = parts.time ? { hour: 'numeric', minute: 'numeric', second: 'numeric' } : {};
  return jsonStringify({ ...given, ...date, ...time });
}

function dateString(date: unknown, locales: unknown, options: unknown, parts: DateParts): string {
  const ms = apply(dateTime, date, []) as number;
  if (Number.isNaN(ms)) return 'Invalid Date';
  return call('DateTimeFormat', localesText(locales), withDefaults(options, parts), 'format', [new Date(ms)]) as string;
}

const dateMethods = {
  toLocaleString(this: Date, locales?: unknown, options?: unknown): string {
    return dateString(this, locales, options, { date: true, time: true });
  },
  toLocaleDateString(this: Date, locales?: unknown, options?: unknown): string {
    return dateString(this, locales, options, { date: true, time: false });
  },
  toLocaleTimeString(this: Date, locales?: unknown, options?: unknown): string {
    return dateString(this, locales, options, { date: false, time: true });
  },
};
const numberMethods = {
  toLocaleString(this: number, locales?: unknown, options?: unknown): string {
    return call('NumberFormat', localesText(locales), optionsText(options), 'format', [
      apply(numberValue, this, []),
    ]) as string;
  },
};
const bigintMethods = {
  toLocaleString(this: bigint, locales?: unknown, options?: unknown): string {
    const value = BigInt(apply(bigintText, this, []) as string);
    return call('NumberFormat', localesText(locales), optionsText(options), 'format', [value]) as string;
  },
};
const stringMethods = {
  localeCompare(this: string, other: string, locales?: unknown, options?: unknown): number {
    if (locales === undefined && options === undefined) return ask(OP.compareText, `${this}`, `${other}`) as number;
    return ask(OP.compareText, `${this}`, `${other}`, localesText(locales), optionsText(options)) as number;
  },
};
/** Without a locale the engine's own will do. */
const caseMethods = (['Upper', 'Lower'] as const).map((which) => {
  const name = `toLocale${which}Case` as const;
  const plain = String.prototype[name];
  const method = {
    [name](this: string, locales?: unknown): string {
      if (locales === undefined) return apply(plain, this, []) as string;
      return answerTo(which.toLowerCase(), `${this}`, listedLocales(locales));
    },
  }[name];
  return [name, method] as const;
});

/** The engine leaves out the name of the zone, which is always the same here. */
const zoneMethods = (['toString', 'toTimeString'] as const).map((name) => {
  const plain = Date.prototype[name];
  const method = {
    [name](this: Date): string {
      const words = apply(plain, this, []) as string;
      return words === 'Invalid Date' ? words : `${words} (Coordinated Universal Time)`;
    },
  }[name];
  return [name, method] as const;
});

function replace(prototype: object, methods: object, length: number): void {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(value, 'length', { value: length, configurable: true });
    Object.defineProperty(prototype, name, { value, writable: true, enumerable: false, configurable: true });
  }
}

export function installIntl(): void {
  replace(Date.prototype, dateMethods, 0);
  replace(Date.prototype, Object.fromEntries(zoneMethods), 0);
  replace(Number.prototype, numberMethods, 0);
  replace(BigInt.prototype, bigintMethods, 0);
  replace(Array.prototype, listMethods(Array.prototype), 0);
  const typed = Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array;
  replace(typed, listMethods(typed), 0);
  replace(String.prototype, stringMethods, 1);
  replace(String.prototype, Object.fromEntries(caseMethods), 0);
  const namespace = Object.create(Object.prototype) as object;
  for (const [name, value] of Object.entries(intl)) {
    Object.defineProperty(namespace, name, { value, writable: true, enumerable: false, configurable: true });
  }
  Object.defineProperty(namespace, Symbol.toStringTag, { value: 'Intl', configurable: true });
  defineGlobal('Intl', namespace);
}
