// repeat (--clock 2026-01-31T12:00:00Z): rules for months, weeks and exceptions, as text and as dates
const { print } = require('../print.cjs');
const { RRule, RRuleSet, rrulestr } = require('rrule');

function repeat(count) {
  const rule = new RRule({
    freq: RRule.MONTHLY,
    byweekday: [RRule.FR.nth(-1)],
    count,
    dtstart: new Date(Date.UTC(2024, 0, 1, 9)),
  });
  const set = new RRuleSet();
  set.rrule(rule);
  set.exdate(rule.all()[2]);
  const weekly = rrulestr('DTSTART:20240102T090000Z\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=9');
  return {
    text: rule.toText(),
    all: set.all().length,
    third: set.all()[2].toISOString(),
    last: weekly.all().at(-1).toISOString(),
    rule: rule.toString(),
  };
}

print(repeat(60));
