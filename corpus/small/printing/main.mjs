// What console shows of all kinds of values.
class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}
class Point3 extends Point {
  #hidden = 1;
  z = 3;
  static origin = new Point3(0, 0);
  get size() {
    return 3;
  }
}

function table(rows) {
  const names = Object.keys(rows[0]);
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => String(row[name]).length)));
  const line = (cells) => cells.map((cell, i) => String(cell).padEnd(widths[i])).join('  ').trimEnd();
  return [line(names), ...rows.map((row) => line(names.map((name) => row[name])))].join('\n');
}

function nest(depth) {
  return depth === 0 ? 'deep' : { level: depth, inner: nest(depth - 1) };
}

function show(label, value) {
  console.log('%s:', label, value);
}

show('numbers', [0, -0, 1.5, 1e21, NaN, Infinity, 123456789012345680000]);
show('strings', ['plain', "it's", 'both \' and "', 'line\nbreak', `tick \` ' "`]);
show('nested', nest(5));
show('points', [new Point(1, 2), new Point3(4, 5), Point3, new (class {})()]);
show('collections', [new Map([['k', new Set([1, [2]])]]), new WeakSet(), new Map(), new Set()]);
show('functions', [() => 1, function named() {}, async () => {}, function* gen() {}, class {}, Math.max]);
show('objects', { a: 1, 'b-c': undefined, nothing: null, get g() { return 1; }, set s(v) {}, get both() { return 1; }, set both(v) {} });
show('boxed', [Object(1), Object('s'), Object(true), Object(Symbol('y')), Object(5n)]);
show('null proto', Object.assign(Object.create(null), { x: 1 }));
show('typed', [new Uint8Array(3), new Uint8Array(0), new Float64Array([1.5])]);
show('long', Array.from({ length: 120 }, (_, i) => i));
show('many', Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`key${i}`, i * i])));
const loop = { name: 'loop' };
loop.self = loop;
show('cycle', loop);
show('wide', ['a'.repeat(40), 'b'.repeat(40), { c: 'c'.repeat(30) }]);
show('promises', [Promise.resolve(4), new Promise(() => {})]);
show('regex and date', [/a\/b/gi, new Date(0)]);
console.log(table([{ name: 'ada', n: 1 }, { name: 'bo', n: 22 }]));
console.log('%d items cost %i.%s %j %o %% %c!', 3.7, 9.9, 'x', { j: 1 }, [1], 'css', 'extra', { e: 1 });
console.group('group');
console.info('inside');
console.group();
console.log('two\nlines');
console.groupEnd();
console.groupEnd();
console.error('to stderr', { err: 1 });
console.warn('warned');
console.table([{ a: 1, b: 'x' }, { a: 2 }]);
console.dir({ deep: { deep: { deep: { deep: 1 } } } }, { depth: 0 });
console.assert(1 === 2, 'assert %s', 'failed');
console.count();
console.count('again');
console.log();
process.stdout.write('no newline');
process.stdout.write('\n');
