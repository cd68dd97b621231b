// palette: scales in Lab, contrast, mixing and distances

import chroma from 'chroma-js';
import { print } from '../print.cjs';

function palette(count) {
  const colors = chroma.scale(['#fafa6e', 'teal', 'purple']).mode('lab').colors(count);
  return {
    first: colors.slice(0, 3),
    mid: colors[count >> 1],
    contrast: chroma.contrast('white', 'navy').toFixed(6),
    mix: chroma.mix('red', 'blue', 0.3, 'lch').hex(),
    delta: chroma.deltaE('#ededee', '#edeeed').toFixed(6),
    hsl: chroma('orange')
      .hsl()
      .map((n) => n.toFixed(4)),
  };
}

print(palette(300));
