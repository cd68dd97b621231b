// schedule: intervals, business days, formats, parsing and distances

import {
  addBusinessDays,
  differenceInCalendarMonths,
  eachWeekOfInterval,
  endOfMonth,
  format,
  formatDistance,
  getISOWeek,
  intervalToDuration,
  parse,
} from 'date-fns';
import { de } from 'date-fns/locale';
import { print } from '../print.cjs';

function schedule(count) {
  const start = new Date(2024, 0, 31);
  const days = Array.from({ length: count }, (_, i) => addBusinessDays(start, i * 3));
  return {
    last: format(days.at(-1), 'yyyy-MM-dd EEEE QQQ'),
    weeks: days.map(getISOWeek).reduce((a, b) => a + b, 0),
    each: eachWeekOfInterval({ start, end: endOfMonth(days[10]) }).length,
    months: differenceInCalendarMonths(days.at(-1), start),
    ago: formatDistance(days[3], start, { locale: de, addSuffix: true }),
    parsed: parse('13. März 2025', 'd. MMMM yyyy', start, { locale: de }).toISOString(),
    span: intervalToDuration({ start, end: days[40] }),
  };
}

print(schedule(300));
