// combine: unions, intersections and differences of overlapping squares
const { print } = require('../print.cjs');
const clip = require('polygon-clipping');

const square = (x, y, size) => [
  [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ],
];

function combine(count) {
  const squares = Array.from({ length: count }, (_, i) => square((i * 7) % 40, (i * 11) % 30, 6));
  const union = clip.union(...squares);
  return {
    parts: union.length,
    corners: union.flat(2).length,
    both: clip.intersection(square(0, 0, 10), square(5, 5, 10)),
    holed: clip.difference(square(0, 0, 9), square(3, 3, 2))[0].length,
  };
}

print(combine(40));
