/**
 * ESLint's flat config, passed with `-c` from the repository root. Types are used for what only
 * they can show (promises nobody awaits); formatting is prettier's alone.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
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

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      'dist/',
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
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
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
