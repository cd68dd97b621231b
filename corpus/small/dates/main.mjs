// A calendar in universal time: leap years, ISO weeks, month tables, spans.
const DAY = 86_400_000;

function isoWeek(date) {
  const day = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()));
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7));
  const start = Date.UTC(day.getUTCFullYear(), 0, 1);
  return { year: day.getUTCFullYear(), week: Math.ceil(((day - start) / DAY + 1) / 7) };
}

function month(year, index) {
  const first = new Date(Date.UTC(year, index, 1));
  const length = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
  const blanks = (first.getUTCDay() + 6) % 7;
  const cells = [...Array(blanks).fill(''), ...Array.from({ length }, (_, i) => String(i + 1))];
  const rows = [];
  for (let at = 0; at < cells.length; at += 7) rows.push(cells.slice(at, at + 7).map((c) => c.padStart(2)).join(' '));
  return rows;
}

/** Gregorian Easter Sunday (Gauss, Butcher). */
function easter(year) {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - (b >> 2) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * (c >> 2) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return new Date(Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1));
}

function fridays13(from, to) {
  const found = [];
  for (let year = from; year <= to; year++) {
    for (let m = 0; m < 12; m++) {
      if (new Date(Date.UTC(year, m, 13)).getUTCDay() === 5) found.push(`${year}-${String(m + 1).padStart(2, '0')}`);
    }
  }
  return found;
}

console.log(isoWeek(new Date('2021-01-03')), isoWeek(new Date('2020-12-31T23:59:59Z')), isoWeek(new Date(0)));
console.log(month(2024, 1).join('\n'));
console.log([1999, 2024, 2038].map((year) => easter(year).toISOString().slice(0, 10)));
console.log(fridays13(2023, 2026));
const date = new Date(2024, 1, 29, 12, 30, 15, 250);
console.log(date, date.getTimezoneOffset(), date.toJSON(), +date, date.toUTCString());
date.setMonth(13);
console.log(date.toISOString(), Date.parse('2024-06-01'), new Date(NaN).getTime(), Date.UTC(99, 0));
console.log(new Date('2024-05-05T05:05:05+02:00').toISOString(), String(new Date(NaN)), [new Date(8.64e15 + 1)]);
console.log(Date.now() > Date.UTC(2024), typeof Date(), new Date(2020, 0).toString().slice(0, 24));
