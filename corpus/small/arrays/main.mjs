// Arrays: stable sorting, the methods that copy and those that do not, holes, grouping, matrices.
const people = [
  { name: 'Ada', team: 'blue', age: 36 }, { name: 'Bob', team: 'red', age: 25 }, { name: 'Cid', team: 'blue', age: 25 },
  { name: 'Dee', team: 'green', age: 36 }, { name: 'Eve', team: 'red', age: 41 }, { name: 'Fay', team: 'blue', age: 25 },
];

function rank(list) {
  const byAge = [...list].sort((a, b) => a.age - b.age);
  return byAge.map(({ name }, i) => `${i + 1}. ${name}`);
}

function teams(list) {
  return list.reduce((groups, { team, name }) => ({ ...groups, [team]: [...(groups[team] ?? []), name] }), {});
}

function transpose(rows) {
  return rows[0].map((_, j) => rows.map((row) => row[j]));
}

function determinant(rows) {
  if (rows.length === 1) return rows[0][0];
  return rows[0].reduce((sum, value, j) => {
    const minor = rows.slice(1).map((row) => row.filter((_, k) => k !== j));
    return sum + (j % 2 === 0 ? 1 : -1) * value * determinant(minor);
  }, 0);
}

function mergeSort(list, less) {
  if (list.length < 2) return list;
  const half = list.length >> 1;
  const [left, right] = [mergeSort(list.slice(0, half), less), mergeSort(list.slice(half), less)];
  const merged = [];
  while (left.length && right.length) merged.push((less(right[0], left[0]) ? right : left).shift());
  return merged.concat(left, right);
}

console.log(rank(people));
console.log(teams(people));
console.log(transpose([[1, 2, 3], [4, 5, 6]]), determinant([[2, 0, 1], [1, 3, 2], [1, 1, 4]]));
console.log(mergeSort([5, 3, 8, 1, 9, 2], (a, b) => a < b));
console.log([10, 9, 1].sort(), ['b', undefined, 'a'].sort(), [3, 1, 2].toSorted(), [1, 2, 3].with(1, 9), [1, 2, 3].toSpliced(0, 1));
const holes = [1, , 3];
holes[5] = 6;
console.log(holes, holes.length, 1 in holes, holes.map((x) => x * 2), holes.flat(), Object.keys(holes));
console.log([1, [2, [3, [4]]]].flat(Infinity), ['a b', 'c'].flatMap((s) => s.split(' ')), [1, 2, 3, 4].findLast((x) => x % 2));
console.log([1, 2, 3, 4, 5].copyWithin(0, 3), Array(3).fill().map((_, i) => i), [..."abc"].reverse().join(''), [NaN].includes(NaN), [NaN].indexOf(NaN));
console.log(Array.from({ length: 3, 1: 'x' }), Array.of(7).length, [3, 4].entries().next(), [1, 2, 3].lastIndexOf(3), [0, -0].map((x) => Object.is(x, -0)));
const list = [1, 2, 3, 4, 5, 6];
console.log(list.splice(1, 2, 'a', 'b', 'c'), list, list.reduceRight((a, b) => a + b), list.length = 2, list);
console.log(Array.isArray(Array.prototype), [,].length, [1, 2, 3].some((x) => x > 2), [].every(Boolean), people.at(-2).name);
