// spectrum: real transform of 4,096 samples and the inverse of it
const { print } = require('../print.cjs');
const FFT = require('fft.js');

function spectrum(size) {
  const fft = new FFT(size);
  const input = Array.from({ length: size }, (_, i) => (i % 32 < 16 ? 1 : -1) + ((i * 7) % 5) / 10);
  const out = fft.createComplexArray();
  fft.realTransform(out, input);
  fft.completeSpectrum(out);
  const power = Array.from({ length: size / 2 }, (_, k) => Math.hypot(out[2 * k], out[2 * k + 1]));
  const back = fft.createComplexArray();
  fft.inverseTransform(back, out);
  return { peak: power.indexOf(Math.max(...power.slice(1))), first: power[128].toFixed(6), back: back[10].toFixed(6) };
}

print(spectrum(4_096));
