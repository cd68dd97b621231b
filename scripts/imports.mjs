/** Checks the direction of imports (.dependency-cruiser.cjs) and fails when nothing was seen, which is how this check dies silently. */
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';

const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const { output, exitCode } = await cruise(
  ['engine', 'host', 'guest', 'cli'],
  { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true, outputType: 'json' },
  undefined,
  undefined,
);
const { summary } = typeof output === 'string' ? JSON.parse(output) : output;
for (const { rule, from, to, cycle } of summary.violations) {
  const path = cycle ? cycle.map(({ name }) => name).join(' -> ') : to;
  console.error(`${rule.severity} ${rule.name}: ${from} -> ${path}`);
}
console.log(`${summary.totalCruised} modules, ${summary.violations.length} violations`);
process.exitCode = summary.totalCruised === 0 || summary.error > 0 || exitCode ? 1 : 0;
