// select: braces, extglobs and negations over 2,000 paths
const { print } = require('../print.cjs');
const picomatch = require('picomatch');

function select(count) {
  const paths = Array.from(
    { length: count },
    (_, i) => `${'abc'[i % 3]}/d${i % 7}/f${i}.${['js', 'ts', 'test.ts'][(i >> 2) % 3]}`,
  );
  const patterns = ['**/*.{js,ts}', 'a/**/!(*.test).ts', 'b/d[1-3]/*', '!c/**'];
  return patterns.map((pattern) => paths.filter(picomatch(pattern)).length);
}

print(select(2_000));
