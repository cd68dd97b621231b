import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Their packages are installed apart: `npm run libraries`.
    exclude: [...configDefaults.exclude, 'tests/libraries/**'],
    pool: 'forks',
    maxWorkers: 2,
    // Generous: a busy machine must not fail a test that is merely slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
