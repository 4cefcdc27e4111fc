import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/kit/setup.ts'],
    // Machines differ, and no test measures time: a test that hangs is all that this ends.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
