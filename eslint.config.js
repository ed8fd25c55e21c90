/**
 * ESLint's flat config. Types are used for what only they can show (promises nobody awaits);
 * formatting is prettier's alone.
 */
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const typescript = ['**/*.{ts,tsx,mts}'];
const tests = ['**/*.test.{ts,tsx}', 'e2e/**/*.ts'];

const readonly = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));
const shared = [
  'console',
  'performance',
  'fetch',
  'URL',
  'setTimeout',
  'setInterval',
  'clearTimeout',
  'AbortController',
];
const inPages = ['document', 'window', 'navigator', 'location', 'GPUBufferUsage', 'GPUMapMode'];
const inCommonJs = ['module', 'require', '__dirname'];

const randomness = {
  object: 'Math',
  property: 'random',
  message: 'Randomness is an argument: take numbers from a named stream of src/core/rng.',
};

/** What would make the mathematics depend on where or when it runs. */
const surroundings = [
  'Date',
  'performance',
  'document',
  'window',
  'navigator',
  'self',
  'globalThis',
].map((name) => ({ name, message: 'The core is mathematics on typed arrays: hand this in.' }));

/**
 * Functions longer than the limit, by file, and why each may be: one algorithm whose loops share its
 * locals, or one memory layout.
 */
const longFunctions = [
  [
    'src/core/oracles/matching/assignment.ts',
    230,
    'one algorithm; its loops keep locals for speed',
  ],
  ['src/core/relaxations/sinkhorn.ts', 130, 'one algorithm, forward and backward over one scratch'],
  ['src/gpu/kernels/nearest/shortlists.ts', 110, 'one kernel with its buffers, from open to close'],
  ['src/simd/networks/pairs.simd.ts', 110, 'one memory layout and what reads it'],
  ['src/simd/perturbed-pair/pairs.kernel.ts', 90, 'one kernel, instruction by instruction'],
  ['bench/drag/probe.mjs', 120, 'goes to the page as text, so it has to be one function'],
];

/** Longest function, in lines without blank ones and comments. */
const functionLines = (max) => ['error', { max, skipBlankLines: true, skipComments: true }];

const doubleCast = {
  selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
  message: 'Two casts switch the types off: narrow the value, or say what it is where it is made.',
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      'dist/',
      'coverage/',
      'public/',
      '**/test-results/',
      '**/playwright-report/',
      'bench/results/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-debugger': 'error',
      'no-fallthrough': 'error',
      'no-unreachable': 'error',
      'no-self-compare': 'error',
      'no-constant-condition': ['error', { checkLoops: false }],
      'no-restricted-properties': ['error', randomness],
      'max-lines-per-function': functionLines(80),
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: readonly([...shared, ...inPages]) },
    rules: { 'no-undef': 'error', 'no-unused-vars': ['error', { caughtErrors: 'none' }] },
  },
  { files: ['**/*.cjs'], languageOptions: { globals: readonly(inCommonJs) } },
  {
    files: typescript,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      // `_` marks what a signature asks for and the body has no use for.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Ours are closures, not classes: a method taken from its object loses nothing.
      '@typescript-eslint/unbound-method': 'off',
      // An implementation of an asynchronous interface may have nothing to await.
      '@typescript-eslint/require-await': 'off',
    },
  },
  // The rules of React compile what they look at: a third of all time, where nothing imports React.
  {
    files: ['src/*.tsx', 'src/{app,charts,labs,state,ui}/**/*.{ts,tsx}'],
    extends: [hooks.configs.flat.recommended],
  },
  { files: ['src/**/*.tsx'], extends: [a11y.flatConfigs.recommended] },
  {
    files: ['src/core/**/*.ts'],
    ignores: tests,
    rules: { 'no-restricted-globals': ['error', ...surroundings] },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'scripts/**/*.ts', 'bench/**/*.ts'],
    // what crosses the thread border is told by name only
    ignores: ['src/compute/**', ...tests, '**/testing{.ts,/**}'],
    rules: { 'no-restricted-syntax': ['error', doubleCast] },
  },
  ...longFunctions.map(([file, max]) => ({
    files: [file],
    rules: { 'max-lines-per-function': functionLines(max) },
  })),
  {
    // A `describe` is a list.
    files: [...tests, '**/testing{.ts,/**}'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // Fixtures and stand-ins are read as they come; what they hold is what the test states.
    files: tests,
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
