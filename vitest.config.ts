import { CountReporter } from './test/helpers/countReporter.ts';
import { defineConfig } from 'vitest/config';

const project = (name: string, options: object = {}) => ({
  test: { name, setupFiles: ['test/helpers/seed.ts'], include: [`test/${name}/**/*.test.ts`], ...options },
});

export default defineConfig({
  test: {
    reporters: ['default', new CountReporter()],
    projects: [
      project('core', { testTimeout: 60_000 }),
      project('grammar'),
      project('client'),
      project('project', { testTimeout: 120_000 }),
      project('lsp', { testTimeout: 30_000 }),
      project('engine', { testTimeout: 60_000, hookTimeout: 300_000, fileParallelism: false }),
      project('walk', {
        globalSetup: 'test/walk/setup.ts',
        // A mouse moves over a window that still draws: what fails once by that is tried again, and then counts.
        retry: 2,
        testTimeout: 300_000,
        hookTimeout: 300_000,
        fileParallelism: false,
      }),
    ],
  },
});
