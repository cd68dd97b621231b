// Puzzles solved by calling oneself: queens, hanoi, permutations, edit distance, coins, a maze.
function queens(n, row = 0, columns = [], count = { solutions: 0 }) {
  if (row === n) return { solutions: count.solutions + 1 };
  for (let c = 0; c < n; c++) {
    const safe = columns.every((other, r) => other !== c && Math.abs(other - c) !== row - r);
    if (safe) count = queens(n, row + 1, [...columns, c], count);
  }
  return count;
}

function hanoi(discs, from = 'A', to = 'C', via = 'B') {
  if (discs === 0) return [];
  return [...hanoi(discs - 1, from, via, to), `${from}${to}`, ...hanoi(discs - 1, via, to, from)];
}

function permutations(items) {
  if (items.length < 2) return [items];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

const memo = new Map();
function ways(amount, coins) {
  if (amount === 0) return 1;
  if (amount < 0 || coins.length === 0) return 0;
  const key = `${amount}:${coins.length}`;
  if (!memo.has(key)) memo.set(key, ways(amount - coins[0], coins) + ways(amount, coins.slice(1)));
  return memo.get(key);
}

function editDistance(a, b) {
  if (a === '' || b === '') return a.length + b.length;
  if (a[0] === b[0]) return editDistance(a.slice(1), b.slice(1));
  return 1 + Math.min(editDistance(a.slice(1), b), editDistance(a, b.slice(1)), editDistance(a.slice(1), b.slice(1)));
}

function solveMaze(maze) {
  const grid = maze.split('\n').map((line) => [...line]);
  const walk = (y, x) => {
    if (grid[y]?.[x] === 'E') return true;
    if (grid[y]?.[x] !== ' ') return false;
    grid[y][x] = '.';
    if (walk(y, x + 1) || walk(y + 1, x) || walk(y, x - 1) || walk(y - 1, x)) return true;
    grid[y][x] = ' ';
    return false;
  };
  return walk(1, 1) ? grid.map((row) => row.join('')).join('\n') : 'no way';
}

const isEven = (n) => (n === 0 ? true : isOdd(n - 1));
const isOdd = (n) => (n === 0 ? false : isEven(n - 1));

console.log(queens(5));
console.log(hanoi(4).join(' '));
console.log(permutations(['x', 'y', 'z']).map((p) => p.join('')));
console.log(ways(60, [50, 20, 10, 5]), memo.size);
console.log(editDistance('kitten', 'sitting'));
console.log(solveMaze('#######\n#   # #\n# # # #\n# #  E#\n#######'));
console.log(isEven(40), isOdd(7));
try {
  (function forever() { forever(); })();
} catch (error) {
  console.log(error instanceof RangeError);
}
