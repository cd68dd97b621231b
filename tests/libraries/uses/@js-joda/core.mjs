// count: local dates, periods, adjusters and clocks that stand still

import {
  ChronoUnit,
  DateTimeFormatter,
  DayOfWeek,
  Duration,
  LocalDate,
  LocalDateTime,
  Period,
  TemporalAdjusters,
} from '@js-joda/core';
import { print } from '../../print.cjs';

function count(days) {
  let [date, mondays] = [LocalDate.of(2024, 1, 31), 0];
  for (let i = 0; i < days; i += 1) {
    date = date.plusDays(1);
    if (date.dayOfWeek() === DayOfWeek.MONDAY) mondays += 1;
  }
  const first = date.with(TemporalAdjusters.firstInMonth(DayOfWeek.FRIDAY));
  return {
    date: date.toString(),
    mondays,
    first: first.toString(),
    months: ChronoUnit.MONTHS.between(LocalDate.of(2024, 1, 31), date),
    period: Period.between(LocalDate.parse('2024-02-29'), date).toString(),
    text: LocalDateTime.parse('2024-05-06T07:08').format(DateTimeFormatter.ofPattern('dd.MM.yyyy HH:mm')),
    span: Duration.ofMinutes(1505).toString(),
  };
}

print(count(1_000));
