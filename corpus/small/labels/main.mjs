// Control flow of the old kind: labelled loops, switches that fall through, do-while, comma, nested breaks.
function pythagorean(limit) {
  const found = [];
  outer: for (let c = 5; ; c++) {
    for (let b = 4; b < c; b++) {
      for (let a = 3; a < b; a++) {
        if (a * a + b * b !== c * c) continue;
        found.push([a, b, c]);
        if (found.length === limit) break outer;
      }
    }
  }
  return found;
}

function classify(code) {
  const notes = [];
  switch (true) {
    case code < 0:
      notes.push('negative');
    // a negative code is an error as well
    case code >= 500:
      notes.push('error');
      break;
    case code === 404:
      notes.push('missing');
      break;
    default:
      notes.push('fine');
  }
  return notes.join('+');
}

function sudokuRow(cells, row) {
  const used = new Set();
  check: {
    for (let column = 0; column < 9; column++) {
      const value = cells[row * 9 + column];
      if (value === 0) continue;
      if (used.has(value)) break check;
      used.add(value);
    }
    return true;
  }
  return false;
}

function digitalRoot(n) {
  let rounds = 0;
  do {
    let sum = 0;
    for (; n > 0; n = Math.floor(n / 10)) sum += n % 10;
    n = sum;
    rounds++;
  } while (n > 9);
  return [n, rounds];
}

function reverseBits(x) {
  let result = 0;
  for (let i = 0, bit = 1; i < 8; i++, bit <<= 1) if (x & bit) result |= 1 << (7 - i);
  return result;
}

console.log(pythagorean(5));
console.log([-1, 200, 404, 503].map(classify));
const cells = Array.from({ length: 81 }, (_, i) => (i < 9 ? i + 1 : i < 18 ? (i % 4) : 0));
console.log(sudokuRow(cells, 0), sudokuRow(cells, 1), sudokuRow(cells, 5));
console.log(digitalRoot(987654321), digitalRoot(38), reverseBits(0b00010110).toString(2));
var hoisted = typeof later;
function later() {}
console.log(hoisted, (1, 2, 3), void 0, [..."ab"].entries().next().value, typeof undeclared);
let text = '';
for (const key in { b: 1, a: 2, 10: 3, 9: 4 }) text += key + ';';
for (var i = 0, j = 10; i < j; i += 3, j -= 1);
console.log(text, i, j);
