// choose: versions sorted, ranges met, bumped and compared
const { print } = require('../print.cjs');
const semver = require('semver');

function choose(count) {
  const versions = Array.from(
    { length: count },
    (_, i) => `${i % 5}.${(i * 7) % 11}.${(i * 3) % 13}${i % 9 === 0 ? '-beta.1' : ''}`,
  );
  const sorted = semver.rsort([...versions]);
  return {
    first: sorted.slice(0, 3),
    best: semver.maxSatisfying(versions, '^2.3.0 || ~1.4'),
    many: versions.filter((v) => semver.satisfies(v, '>=1.2 <4')).length,
    next: semver.inc('1.2.3', 'prerelease', 'rc'),
    sub: semver.subset('^1.2', '>=1'),
    coerced: semver.coerce('v3.4 (x)').version,
  };
}

print(choose(400));
