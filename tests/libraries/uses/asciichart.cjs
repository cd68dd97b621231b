// plot: two series as lines of text
const { print } = require('../print.cjs');
const asciichart = require('asciichart');

function plot(size) {
  const wave = Array.from({ length: size }, (_, i) => Math.round(100 * Math.sin(i / 6)) / 10);
  const saw = Array.from({ length: size }, (_, i) => (i % 12) - 6);
  return asciichart.plot([wave, saw], { height: 8, format: (n) => n.toFixed(1).padStart(6) });
}

print(plot(60));
