// cover: cells of 500 places, their neighbours, parents and areas
const { print } = require('../print.cjs');
const h3 = require('h3-js');

function cover(count) {
  const cells = new Set();
  for (let i = 0; i < count; i += 1) cells.add(h3.latLngToCell(((i * 37) % 120) - 60, ((i * 61) % 360) - 180, 4));
  const [first] = cells;
  return {
    cells: cells.size,
    first,
    disk: h3.gridDisk(first, 1).sort(),
    parent: h3.cellToParent(first, 2),
    area: h3.cellArea(first, h3.UNITS.km2).toFixed(4),
    at: h3.cellToLatLng(first).map((n) => n.toFixed(8)),
  };
}

print(cover(500));
