import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/libraries/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    // Each use is a chain of processes.
    maxConcurrency: 2,
    // Generous: a busy machine must not fail a test that is merely slow.
    testTimeout: 900_000,
  },
});
