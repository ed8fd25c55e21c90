/**
 * The import table of the design, as rules: what changes weekly (labs, prose) depends on what
 * changes rarely (mathematics). A row names what its files may import; all else is forbidden, so
 * a new package or folder has to be written down here first. Type-only imports count too.
 */

/** Patterns of packages by name: as installed, their types, and where they are not installed. */
const packages = (...names) =>
  names.flatMap((name) => [`(^|/)node_modules/(@types/)?${name}/`, `^${name}(/|$)`]);

const react = packages('react', 'react-dom');
const d3 = packages('d3', 'd3-[a-z-]+');
const tfjs = packages('@tensorflow/[a-z-]+');
const comlink = packages('comlink');
const fflate = packages('fflate');

const protocol = '^src/worker/((training|knn)-)?protocol\\.ts$';
/** The files of src/worker that run on the page's thread; the others run in the worker. */
const client = '^src/worker/client\\.ts$';
const pageSide =
  '^src/worker/(client|curves-client|training-client|knn-client|table-client|restarting|latest|refinement|budget)\\.ts$';
/** The engine on the page's own thread, for browsers without module workers. */
const inline = '^src/worker/inline\\.ts$';

/** Files of tests: they may use test tools and Node besides what their folder may import. */
const testFile = '\\.test\\.tsx?$|(^|/)testing(\\.tsx?$|/)';
const testTools = [
  ...packages('vitest', '@vitest/[a-z-]+', 'fast-check', 'axe-core', 'playwright'),
  ...react,
  testFile,
];

/** name, the files of the row, what they may import besides each other. */
const rows = [
  { name: 'core', files: '^src/core/', may: [] },
  { name: 'data', files: '^src/data/', may: ['^src/core/', ...fflate] },
  { name: 'gpu', files: '^src/gpu/', may: ['^src/core/'] },
  { name: 'models', files: '^src/models/', may: ['^src/(core|gpu|data)/', ...tfjs] },
  { name: 'protocol', files: protocol, may: ['^src/core/'] },
  {
    name: 'client',
    files: client,
    may: [protocol, pageSide, '^src/core/within\\.ts$', ...comlink],
  },
  { name: 'page-side', files: pageSide, not: client, may: ['^src/core/', protocol, ...comlink] },
  {
    name: 'worker',
    files: '^src/worker/',
    not: `${pageSide}|${protocol}`,
    may: ['^src/(models|gpu|data|core)/', ...comlink],
    never: pageSide,
  },
  {
    name: 'state',
    files: '^src/state/',
    not: '^src/state/react\\.tsx?$',
    may: [
      '^src/core/',
      protocol,
      'node_modules/zustand/(esm/)?(vanilla|middleware)',
      ...packages('idb-keyval'),
    ],
  },
  {
    name: 'state-react',
    files: '^src/state/react\\.tsx?$',
    may: ['^src/state/', '^src/core/', protocol, ...packages('zustand', 'react')],
  },
  { name: 'charts', files: '^src/charts/', may: ['^src/core/', ...d3, ...react] },
  {
    name: 'ui',
    files: '^src/ui/',
    may: [...react, ...packages('@base-ui/react', 'katex')],
  },
  {
    name: 'labs',
    files: '^src/labs/',
    may: ['^src/(state|charts|ui|core)/', protocol, ...react],
  },
  {
    name: 'app',
    files: '^src/(app/|[^/]+$)',
    may: [
      '^src/(labs|state|charts|ui|core)/',
      protocol,
      pageSide,
      inline,
      ...react,
      ...packages('@base-ui/react', '@fontsource-variable/inter', 'katex', 'zustand'),
    ],
  },
];

/** A row as two rules: one for its files, one for their tests, which may use test tools too. */
function rulesOf({ name, files, not, may, never }) {
  const comment = `A file of the row "${name}" imports what the row does not name.`;
  const own = never ? `(?!${never})(${files})` : files;
  const others = not ? { pathNot: not } : {};
  return [
    {
      name: `${name}-imports`,
      severity: 'error',
      comment,
      from: { path: files, pathNot: not ? [testFile, not] : testFile },
      to: { pathNot: [own, ...may] },
    },
    {
      name: `${name}-test-imports`,
      severity: 'error',
      comment,
      from: { path: `(${files}).*(${testFile})`, ...others },
      to: { pathNot: [files, ...may, ...testTools], dependencyTypesNot: ['core'] },
    },
  ];
}

const error = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    ...rows.flatMap(rulesOf),
    error(
      'protocol-types-only',
      'Outside of the worker the protocol is types: nothing of it may stay at run time.',
      { path: `^src/(state|labs)/|${client}` },
      { path: protocol, dependencyTypesNot: ['type-only'] },
    ),
    error(
      'lab-imports-lab',
      'A lab never imports another lab: what two labs share belongs to ui, charts or state.',
      { path: '^src/labs/([^/]+)/' },
      { path: '^src/labs/[^/]+/', pathNot: '^src/labs/$1/' },
    ),
    error(
      'tfjs-only-in-models',
      'tfjs is heavy: only src/models (and the benchmarks) import it.',
      { pathNot: '^(src/models|bench)/' },
      { path: tfjs },
    ),
    error(
      'inline-engine-is-lazy',
      'The engine on the page is a fallback: it must stay out of the first bundle.',
      { path: '^src/(app/|[^/]+$)' },
      { path: inline, dependencyTypesNot: ['dynamic-import', 'type-only'] },
    ),
    error(
      'labs-are-lazy',
      'The registry loads each lab when it is opened.',
      { path: '^src/(app/|[^/]+$)', pathNot: testFile },
      { path: '^src/labs/[^/]+/Lab\\.tsx$', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    ),
    error(
      'no-test-in-production',
      'What is only for tests stays out of the page.',
      { path: '^src/', pathNot: testFile },
      { path: testFile },
    ),
    error(
      'no-cycles',
      'Modules that import each other cannot be read alone.',
      {},
      { circular: true },
    ),
    error('no-unresolvable', 'The imported module is not there.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.d.ts', '.json', '.css', '.wgsl'],
    },
  },
};
