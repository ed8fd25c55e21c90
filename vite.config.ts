import { existsSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import pkg from './package.json' with { type: 'json' };
import { browserArguments, findBrowser } from './scripts/browser.mjs';
import { offline } from './scripts/offline/plugin.mjs';
import { previewPages } from './scripts/previews/plugin.mjs';

/** A relative base lets one build serve from any path: a user's root, a project page, a sub-folder. */
const base = process.env.BASE_PATH ?? './';

/** A site without image sets says so: the page asks for their list, and 404 would be an error. */
const dataList = {
  name: 'data-list',
  apply: 'build' as const,
  generateBundle(this: { emitFile(file: EmittedAsset): string }) {
    if (existsSync('public/data/index.json')) return;
    const source = JSON.stringify({ app: 'noisy-argmax', kind: 'data', sets: [] });
    this.emitFile({ type: 'asset', fileName: 'data/index.json', source: `${source}\n` });
  },
};

interface EmittedAsset {
  readonly type: 'asset';
  readonly fileName: string;
  readonly source: string;
}

/**
 * No test measures time: this ends one that hangs. A machine that does other things too is no reason to
 * fail.
 */
const TEST_LIMIT = 300_000;

export default defineConfig({
  base,
  plugins: [react(), dataList, previewPages, offline],
  define: {
    __APP_VERSION__: JSON.stringify(pkg.version),
    // what a workflow of GitHub knows of itself
    __REPOSITORY__: JSON.stringify(process.env.GITHUB_REPOSITORY ?? ''),
  },
  worker: {
    format: 'es',
    // WebKit runs the first file of a worker once more where another file imports it: it answers twice, and what
    // it hands over is copied. So what others may need of it is a file of its own
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'worker', test: /src\/(compute\/(host|machine|threads)|worker\/modules)\.ts$/ },
          ],
        },
      },
    },
  },
  build: {
    target: 'es2022',
    sourcemap: true,
    chunkSizeWarningLimit: 1500,
    // the first file would hold the names of all others: only those are asked for ahead that a lab waits for, and
    // style sheets, which nothing else would ask for
    modulePreload: {
      resolveDependencies: (file, dependencies) =>
        /\b(lab|argmax)-/.test(file)
          ? dependencies
          : dependencies.filter((name) => name.endsWith('.css')),
    },
    // what the front door needs is one file, which compresses better than twenty and is asked for once; so is
    // what every lab needs besides
    rolldownOptions: {
      output: {
        // the first file holds the names of ninety others, whose hashes nothing compresses: 42 bits tell them apart
        chunkFileNames: 'assets/[name]-[hash:7].js',
        codeSplitting: {
          groups: [
            { name: 'first', test: /src\/main\.tsx$/, priority: 2 },
            {
              name: 'kit',
              test: /src\/labs\/kit\/(lab\.tsx|question\.ts|useEase\.ts)$/,
              priority: 1,
            },
            // what labs that train need besides: the first file holds the name of each file that a lab waits for
            { name: 'training', test: /src\/labs\/kit\/(run-figure|training)\.tsx$/ },
            // the page of the map shares a dozen of its files, which would each be asked for alone
            { name: 'argmax', test: /src\/labs\/argmax\/lab\.ts$/ },
          ],
        },
      },
    },
  },
  test: {
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}'],
      exclude: ['src/**/testing{.ts,/**}', 'src/charts/gallery/**'],
      reporter: ['text-summary', 'html'],
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          testTimeout: TEST_LIMIT,
          hookTimeout: TEST_LIMIT,
          // A process per file takes a quarter of the time: files share one, and the guard sees to it
          // that none leaves anything behind for the next.
          isolate: false,
          maxWorkers: '100%',
          setupFiles: ['scripts/unit-guard.ts', 'scripts/property-seed.ts'],
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: ['src/**/*.gpu.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'gpu',
          include: ['src/**/*.gpu.test.ts'],
          testTimeout: TEST_LIMIT,
          hookTimeout: TEST_LIMIT,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(existsSync(findBrowser() ?? '') ? { executablePath: findBrowser()! } : {}),
                args: browserArguments,
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
