import { describe, it } from 'vitest';
import { sameAsNode } from './oracle.ts';

describe('Intl', () => {
  it('knows locales, tables and the parts of texts', () =>
    sameAsNode(`
      const seg = new Intl.Segmenter('en', { granularity: 'word' }); console.log([...seg.segment('Hello, wörld 👨‍👩‍👧!')], seg.segment('ab cd').containing(3), seg.segment('ab').containing(9), [...new Intl.Segmenter().segment('e\\u0301x')].length, seg.resolvedOptions());
      const l = new Intl.Locale('zh-Hant-TW-u-ca-roc', { hourCycle: 'h12' }); console.log(String(l), l.baseName, l.calendar, l.language, l.script, l.region, l.numeric, l.hourCycle, l.caseFirst, String(new Intl.Locale('en').maximize()), String(new Intl.Locale('en-Latn-US').minimize()), l.weekInfo, new Intl.Locale('de').calendars);
      console.log(Intl.supportedValuesOf('currency').length > 100, Intl.getCanonicalLocales(['EN-us', 'de']), Intl.getCanonicalLocales(), Intl.NumberFormat.supportedLocalesOf(['de', 'xx-zz', 'en-GB']), new Intl.NumberFormat(new Intl.Locale('de-DE')).format(1234.5));
      for (const f of [() => Intl.getCanonicalLocales('x_y'), () => new Intl.Locale('x_y'), () => new Intl.Locale(), () => Intl.supportedValuesOf('nope'), () => new Intl.Segmenter('en', { granularity: 'x' }), () => Intl.NumberFormat.supportedLocalesOf(null)]) try { console.log(f()) } catch (e) { console.log(e.name) }
      console.log(Intl.NumberFormat.length, Intl.Locale.length, String(Intl.Segmenter.prototype), Object.getOwnPropertyNames(Intl).sort(), typeof Intl.NumberFormat('en'));
    `));

  it('is asked by the methods of texts, lists and dates', () =>
    sameAsNode(`
      console.log('istanbul'.toLocaleUpperCase('tr'), 'I'.toLocaleLowerCase('tr'), 'ß'.toLocaleUpperCase(), [1234.5, new Date(0), null, [2.5]].toLocaleString('de-DE', { timeZone: 'UTC' }), new Float64Array([1234.5]).toLocaleString('de'), [1234.5].toLocaleString());
      console.log(new Intl.DateTimeFormat('de', { dateStyle: 'full', timeStyle: 'short', timeZone: 'America/New_York' }).format(new Date(0)), new Intl.DateTimeFormat('en', { era: 'short' }).formatRange(new Date(0), new Date(864e5)), new Intl.NumberFormat('en', { notation: 'compact' }).format(12345), new Intl.NumberFormat('en', { style: 'unit', unit: 'liter' }).format(3), new Intl.DisplayNames('en', { type: 'region' }).of('DE'), new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-1, 'day'), new Intl.ListFormat('de', { type: 'disjunction' }).format(['a', 'b']), new Intl.Collator('de', { sensitivity: 'base' }).compare('a', 'A'));
    `));
});
