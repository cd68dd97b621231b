/** Foretells every day's high from the days before, by a trend line through the last few, and keeps the score. */
export function backtest(days, span) {
  const highs = days.map((day) => day.high);
  let off = 0;
  let naive = 0;
  let count = 0;
  for (let today = span; today < highs.length; today++) {
    off += Math.abs(forecast(highs, today, span) - highs[today]);
    naive += Math.abs(highs[today - 1] - highs[today]);
    count += 1;
  }
  return { error: off / count, skill: 1 - off / naive };
}

function forecast(highs, today, span) {
  let weight = 0;
  let sum = 0;
  for (let back = 1; back <= span; back++) {
    const w = 1 / back;
    weight += w;
    sum += w * highs[today - back];
  }
  return sum / weight;
}
