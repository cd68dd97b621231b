/** Prints `N passed, N failed` from vitest JSON reports; fails when a test failed, none ran, or a report is missing. */
import { readFileSync } from 'node:fs';

function totals(path) {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    // A file that did not load has no tests: count it as one failure.
    const unloaded = report.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    );
    return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const all = process.argv.slice(2).map(totals);
const passed = all.reduce((sum, part) => sum + part.passed, 0);
const failed = all.reduce((sum, part) => sum + part.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
