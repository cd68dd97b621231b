/**
 * Adds up, from vitest's JSON reports, how many of the calls that are labelled storable were hits, and tells the others
 * by reason. `node scripts/storable.mjs <percent> <report>…` fails below so many percent of the calls.
 */
import { readFileSync } from 'node:fs';

const [atLeast, ...reports] = process.argv.slice(2);
const tests = reports.flatMap((path) => {
  const { testResults } = JSON.parse(readFileSync(path, 'utf8'));
  return testResults.flatMap(({ assertionResults }) => assertionResults);
});
const played = tests.filter(({ meta }) => meta?.storable).map(({ meta, fullName }) => ({ ...meta.storable, fullName }));
const sum = (key) => played.reduce((total, share) => total + share[key], 0);
const [calls, hits] = [sum('calls'), sum('hits')];

const byReason = new Map();
for (const { missed, fullName } of played)
  for (const { name, calls: count, reasons } of missed) {
    const told = reasons.find((reason) => reason.startsWith('bypass')) ?? reasons[0] ?? 'no reason told';
    const code = told.split(':')[0];
    const known = byReason.get(code) ?? { calls: 0, first: `${fullName}: ${name}: ${told}` };
    byReason.set(code, { ...known, calls: known.calls + count });
  }
for (const [code, { calls: count, first }] of [...byReason].sort((a, b) => b[1].calls - a[1].calls))
  console.log(`${String(count).padStart(5)} ${code}\n      ${first}`);

const percent = (part, whole) => (whole === 0 ? 0 : (100 * part) / whole);
const share = percent(hits, calls);
console.log(
  `${played.length} stories and cases played: ${hits} of ${calls} storable calls were hits, ${share.toFixed(1)} %;` +
    ` each function of each run counted once, ${percent(sum('answered'), sum('functions')).toFixed(1)} %`,
);
process.exitCode = share < Number(atLeast) ? 1 : 0;
