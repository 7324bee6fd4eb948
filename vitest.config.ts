import { defineConfig } from 'vitest/config'

// Unit tests stand beside their file and take seconds. The suites under test/ start real processes and browsers on a
// machine that may have two cores, so they run one file at a time and wait longer.
export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,runtime,editor,nodes-library}/**/*.test.{ts,tsx}', 'test/{architecture,components,bench,engine}/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/{contract,integration,packages,browser}/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'hostile',
          include: ['test/hostile/**/*.test.ts'],
          globalSetup: 'test/hostile/global-setup.ts',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
