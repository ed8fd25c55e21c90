/** What nobody imports: files, exports and packages. `npm run dead` fails on each. */
export default {
  entry: [
    'src/styles/index.css',
    'src/worker/*.worker.ts',
    // built apart, by scripts/offline
    'src/offline/service-worker.ts',
    'scripts/*.{ts,mjs}',
    // forked by path, with tsx
    'scripts/reproduce/*.worker.ts',
    'bench/*/*.{ts,mjs}',
    'bench/*/parts/*.ts',
    'bench/*.mjs',
    'e2e/playwright.config.ts',
    // opened by index.html beside it
    'src/charts/gallery/page.{tsx,css}',
    'scripts/reproduce/*-page/page.ts',
  ],
  project: ['src/**', 'scripts/**', 'bench/**', 'e2e/**'],
  // The type of what a module exports may have a name, whoever uses it.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // Style sheets import style sheets, and the page's font.
  compilers: {
    css: (text) => (text.match(/@import[^;]+;/g) ?? []).join('\n').replaceAll('@import', 'import'),
  },
  rules: { unlisted: 'error', unresolved: 'error', duplicates: 'error' },
};
