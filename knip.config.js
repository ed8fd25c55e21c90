/** What nobody imports: files, exports and packages. `npm run dead` fails on each. */
export default {
  entry: [
    'src/styles/index.css',
    'src/worker/*.worker.ts',
    'scripts/*.{ts,mjs}',
    // forked by path, with tsx
    'scripts/reproduce/*.worker.ts',
    'bench/*/*.{ts,mjs}',
    'bench/*.mjs',
    'e2e/playwright.config.ts',
  ],
  project: ['src/**', 'scripts/**', 'bench/**', 'e2e/**'],
  // The type of what a module exports may have a name, whoever uses it.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // Style sheets import style sheets, and the page's font.
  compilers: {
    css: (text) => (text.match(/@import[^;]+;/g) ?? []).join('\n').replaceAll('@import', 'import'),
  },
  // Used in their own file only, and being worked on.
  ignoreIssues: {
    'src/charts/{bias-variance,frequency}/layout.ts': ['exports'],
    'src/charts/comparison/describe.ts': ['exports'],
    'src/core/check/enumeration.ts': ['exports'],
    'src/core/oracles/{oracle,k-subset/k-subset}.ts': ['exports'],
  },
  rules: { unlisted: 'error', unresolved: 'error', duplicates: 'error' },
};
