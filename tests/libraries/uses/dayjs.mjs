// agenda (--clock 2026-01-31T12:00:00Z): arithmetic, plugins for UTC, ISO weeks and relative time

import dayjs from 'dayjs';
import isoWeek from 'dayjs/plugin/isoWeek.js';
import relativeTime from 'dayjs/plugin/relativeTime.js';
import utc from 'dayjs/plugin/utc.js';
import { print } from '../print.cjs';

dayjs.extend(isoWeek);
dayjs.extend(relativeTime);
dayjs.extend(utc);

function agenda(count) {
  const start = dayjs.utc('2024-02-29T10:00:00Z');
  const all = Array.from({ length: count }, (_, i) => start.add(i, 'month').endOf('week').format('YYYY-MM-DD[T]HH:mm'));
  return {
    last: all.at(-1),
    distinct: new Set(all).size,
    week: start.isoWeek(),
    from: start.from(start.add(40, 'day')),
    diff: start.diff('2023-01-01', 'quarter', true),
  };
}

print(agenda(500));
