// plan (--clock 2026-01-31T12:00:00Z): zoned times, durations, intervals and formats

import { DateTime, Duration, Interval } from 'luxon';
import { print } from '../print.cjs';

function plan(count) {
  const start = DateTime.fromISO('2024-03-09T01:30:00', { zone: 'utc' });
  const times = Array.from({ length: count }, (_, i) => start.plus({ days: i, minutes: i * 7 }));
  const span = Interval.fromDateTimes(start, times.at(-1));
  return {
    last: times.at(-1).toISO(),
    weeks: span.splitBy({ weeks: 1 }).length,
    week: times.at(-1).toISOWeekDate(),
    length: span.toDuration(['months', 'days', 'hours']).toObject(),
    human: Duration.fromObject({ hours: 49, minutes: 5 }).shiftTo('days', 'hours', 'minutes').toISO(),
    text: times[3].toFormat('yyyy LLL dd, HH:mm ZZ'),
    parsed: DateTime.fromFormat('07 Aug 2024', 'dd LLL yyyy', { zone: 'utc' }).ordinal,
  };
}

print(plan(300));
