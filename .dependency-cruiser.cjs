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
const vanilla = 'node_modules/zustand/(esm/)?vanilla';

/** Files of tests: they may use test tools and Node besides what their folder may import. */
const testFile = '\\.test\\.tsx?$|(^|/)testing(\\.tsx?$|/)';
const testTools = [
  ...packages('vitest', '@vitest/[a-z-]+', 'fast-check', 'axe-core', 'playwright'),
  ...react,
  testFile,
];

/** The parts of a lab: `$1` of a rule's `from` names the lab that a file is of. */
const experiment = '^src/labs/[^/]+/experiment/';
const compute = '^src/labs/[^/]+/compute/';
const protocol = '^src/labs/[^/]+/compute/protocol\\.ts$';
/** The rest of a lab's compute folder: it runs in the worker. */
const workerSide = '^src/labs/[^/]+/compute/(?!protocol\\.ts$)';
const kit = '^src/labs/kit/';
/** What both sides of the thread border may know of the compute service: its types. */
const service = '^src/compute/service\\.ts$';
/** A race with a time limit: devices and threads are waited for alike. */
const within = '^src/compute/within\\.ts$';
/** The page's side of the compute service, and what that consists of. */
const pageSide = '^src/compute/(service|client|latest|jobs)\\.ts$';
const pageOnly = '^src/compute/(client|latest|jobs|restarting|running|patience)\\.ts$';

/**
 * name, the files of the row (but those of `not`), what they may import besides each other, and what
 * their tests may import too.
 */
const rows = [
  { name: 'core', files: '^src/core/', may: [] },
  { name: 'data', files: '^src/data/', may: ['^src/core/', ...fflate] },
  { name: 'simd', files: '^src/simd/', may: ['^src/core/'] },
  { name: 'gpu', files: '^src/gpu/', may: ['^src/core/', within], testsMay: ['^src/simd/'] },
  { name: 'models', files: '^src/models/', may: ['^src/(core|gpu|simd|data)/', ...tfjs] },
  { name: 'compute', files: '^src/compute/', may: ['^src/core/', vanilla, ...comlink] },
  { name: 'lab-experiment', files: experiment, may: ['^src/core/'] },
  { name: 'lab-protocol', files: protocol, may: ['^src/core/', experiment, service] },
  {
    name: 'lab-compute',
    files: compute,
    not: protocol,
    may: ['^src/(models|gpu|simd|data|core)/', `(?!${pageOnly})^src/compute/`, experiment],
    testsMay: [...tfjs, '^src/compute/'],
  },
  {
    name: 'worker',
    files: '^src/worker/',
    may: [
      '^src/labs/[^/]+/compute/(module|tasks)\\.ts$',
      '^src/compute/(service|host|machine|threads)\\.ts$',
      ...comlink,
    ],
  },
  {
    name: 'state',
    files: '^src/state/',
    not: '^src/state/react\\.tsx?$',
    may: ['^src/core/', vanilla, ...packages('idb-keyval', 'valibot')],
  },
  {
    name: 'state-react',
    files: '^src/state/react\\.tsx?$',
    may: ['^src/state/', '^src/core/', ...packages('zustand', 'react')],
  },
  { name: 'charts', files: '^src/charts/', may: ['^src/core/', ...d3, ...react] },
  {
    name: 'ui',
    files: '^src/ui/',
    // fields read numbers in the signs that files have
    may: ['^src/core/plain-signs\\.ts$', ...react, ...packages('@base-ui/react', 'katex', 'uqr')],
  },
  {
    name: 'kit',
    files: kit,
    // that it knows no lab is a rule of its own
    may: ['^src/(state|charts|ui|core|labs)/', pageSide, ...react],
  },
  {
    name: 'lab-page',
    files: '^src/labs/[^/]+/',
    not: `${experiment}|${compute}|${kit}`,
    never: workerSide,
    may: ['^src/(state|charts|ui|core)/', pageSide, vanilla, ...react, ...packages('valibot')],
    testsMay: [compute, '^src/(simd|compute)/'],
  },
  {
    name: 'lecture',
    files: '^src/lecture/',
    may: [
      '^src/(state|core|charts)/',
      '^src/ui/notation/types\\.ts$',
      vanilla,
      ...packages('valibot'),
    ],
    testsMay: ['^src/(labs|ui)/'],
  },
  {
    name: 'offline',
    files: '^src/offline/',
    may: ['^src/state/', ...packages('workbox-[a-z]+')],
  },
  {
    name: 'app',
    files: '^src/(app/|[^/]+$)',
    may: [
      '^src/offline/keep\\.ts$',
      '^src/labs/(kit/|[^/]+/(lab|map/page)\\.ts$)',
      '^src/(lecture|state|charts|ui|core)/',
      '^src/worker/inline\\.ts$',
      pageSide,
      ...react,
      ...packages('@base-ui/react', '@fontsource-variable/inter', 'katex', 'zustand'),
    ],
  },
];

/**
 * A row as two rules: one for its files, one for their tests, which may use test tools too. The tests
 * of a row that is a single file are those of the row around it.
 */
function rulesOf({ name, files, not, never, may, testsMay = [] }) {
  const comment = `A file of the row "${name}" imports what the row does not name.`;
  const others = not ? { pathNot: not } : {};
  const own = never ? `(?!${never})(${files})` : files;
  const ofFiles = {
    name: `${name}-imports`,
    severity: 'error',
    comment,
    from: { path: files, pathNot: not ? [testFile, not] : testFile },
    to: { pathNot: [own, ...may] },
  };
  const ofTests = {
    name: `${name}-test-imports`,
    severity: 'error',
    comment,
    from: { path: `(${files}).*(${testFile})`, ...others },
    to: { pathNot: [own, ...may, ...testsMay, ...testTools], dependencyTypesNot: ['core'] },
  };
  return files.endsWith('$') ? [ofFiles] : [ofFiles, ofTests];
}

const error = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    ...rows.flatMap(rulesOf),
    error(
      'protocol-types-only',
      'A protocol is types: nothing of it may stay at run time.',
      { path: '^src/labs/(?!kit/)[^/]+/(?!compute/)' },
      { path: protocol, dependencyTypesNot: ['type-only'] },
    ),
    error(
      'lab-imports-lab',
      'A lab never imports another lab: what two labs share belongs to the kit, or below.',
      { path: '^src/labs/([^/]+)/', pathNot: kit },
      { path: '^src/labs/[^/]+/', pathNot: ['^src/labs/$1/', kit] },
    ),
    error(
      'kit-imports-lab',
      'The kit is what labs share: it knows none of them.',
      { path: kit },
      { path: '^src/labs/', pathNot: kit },
    ),
    error(
      'tfjs-only-in-models',
      'tfjs is heavy: only src/models (and the benchmarks) import it.',
      { pathNot: `^(src/models|bench)/|${testFile}` },
      { path: tfjs },
    ),
    error(
      'stores-on-the-page',
      'A worker has no store: of the compute service only the side of the page has one.',
      { path: '^src/compute/', pathNot: ['^src/compute/client\\.ts$', testFile] },
      { path: packages('zustand') },
    ),
    error(
      'worker-is-lazy',
      'The work on the page is a fallback: it must stay out of the first bundle.',
      { path: '^src/(app/|[^/]+$)' },
      { path: '^src/worker/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    ),
    error(
      'labs-are-lazy',
      'The registry loads each lab when it is opened.',
      { path: '^src/(app/|[^/]+$)', pathNot: testFile },
      {
        path: '^src/labs/[^/]+/(lab|map/page)\\.ts$',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
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
