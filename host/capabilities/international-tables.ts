/** What Intl tells beside formatting: of locales, of its tables, of the parts of a text. Pure: from arguments and tables. */

type Options = Record<string, unknown>;
type Answer = (args: readonly unknown[]) => unknown;

const facts = [
  'baseName',
  'calendar',
  'caseFirst',
  'collation',
  'hourCycle',
  'language',
  'numberingSystem',
  'numeric',
  'region',
  'script',
  'calendars',
  'collations',
  'hourCycles',
  'numberingSystems',
  'textInfo',
  'timeZones',
  'weekInfo',
] as const;

/** A locale as a script sees it: what it is, and its long and short forms. */
function described(tag: string, options: Options): object {
  const locale = new Intl.Locale(tag, options);
  const known = Object.fromEntries(facts.map((name) => [name, (locale as unknown as Options)[name]]));
  return { ...known, text: `${locale}`, maximal: `${locale.maximize()}`, minimal: `${locale.minimize()}` };
}

interface Bounded {
  supportedLocalesOf(locales: string[], options: Options): string[];
}

/** By name; the guest asks for no others. */
const answers: Readonly<Record<string, Answer>> = {
  supportedValuesOf: ([key]) => Intl.supportedValuesOf(key as 'currency'),
  getCanonicalLocales: ([locales]) => Intl.getCanonicalLocales((locales ?? undefined) as string[] | undefined),
  supportedLocalesOf: ([name, locales, options]) =>
    (Intl as unknown as Record<string, Bounded>)[name as string]?.supportedLocalesOf(
      (locales ?? []) as string[],
      options as Options,
    ),
  locale: ([tag, options]) => described(tag as string, options as Options),
  upper: ([value, locales]) => (value as string).toLocaleUpperCase(locales as string[]),
  lower: ([value, locales]) => (value as string).toLocaleLowerCase(locales as string[]),
};

/** Answers a question to Intl as a whole; undefined when there is none of this name. */
export function tell(question: string, args: readonly unknown[]): unknown {
  return Object.hasOwn(answers, question) ? (answers[question] as Answer)(args) : undefined;
}

/** A text cut into its parts. */
export function segmentsOf(segmenter: Intl.Segmenter, whole: string): object[] {
  return [...segmenter.segment(whole)].map(({ segment, index, isWordLike }) => ({ segment, index, isWordLike }));
}
