import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * The layer check must be able to fail. A small tree with one offence per file is checked with
 * the project's own rules: each offence must be reported under its rule, and nothing else must.
 */

interface Report {
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
}

const config = resolve('.dependency-cruiser.cjs');
const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** Packages that the tree imports, as empty stand-ins. */
const installed = ['react', 'd3', 'zustand', 'comlink', 'vitest', '@tensorflow/tfjs'];

/** Files that keep to the table, and that the offenders import. */
const allowed: Record<string, string> = {
  'src/core/rng.ts': `export const rng = 1;`,
  'src/core/rng.test.ts': `import 'node:fs'; import 'vitest'; import './rng';`,
  // Closes a cycle, which is reported once, where it begins.
  'src/core/cycle-b.ts': `import type { X } from './cycle-a'; export type Y = X;`,
  'src/gpu/add.wgsl': `// a shader`,
  'src/gpu/device.ts': `import '../core/rng'; import code from './add.wgsl?raw'; code;`,
  'src/data/parse.ts': `import '../core/rng';`,
  'src/models/net.ts': `import '@tensorflow/tfjs'; import '../gpu/device'; import '../data/parse';`,
  'src/worker/protocol.ts': `export interface Request { seed: number }`,
  'src/worker/client.ts': `import 'comlink'; import type { Request } from './protocol'; export type A = Request;`,
  'src/worker/main.worker.ts': `import 'comlink'; import '../models/net'; import './engine';`,
  'src/worker/engine.ts': `import '../gpu/device'; import type { Request } from './protocol'; export type B = Request;`,
  'src/worker/inline.ts': `import './engine';`,
  'src/worker/client.test.ts': `import 'vitest'; import './client'; import './engine';`,
  'src/state/store.ts': `import 'zustand/vanilla'; import '../core/rng';`,
  'src/state/react.ts': `import 'react'; import 'zustand'; import './store';`,
  'src/charts/bars/Chart.tsx': `import 'react'; import 'd3'; import './layout'; import './bars.css';`,
  'src/charts/bars/bars.css': ``,
  'src/charts/bars/layout.ts': `import '../../core/rng';`,
  'src/ui/Slider.tsx': `import 'react';`,
  'src/labs/argmax/Lab.tsx': `import '../../state/react'; import '../../charts/bars/Chart'; import '../../ui/Slider'; import type { Request } from '../../worker/protocol'; export type C = Request;`,
  'src/labs/knn/Lab.tsx': `import 'react';`,
  'src/app/wiring.ts': `import '../worker/client'; import '../state/store'; void import('../worker/inline'); void import('../labs/argmax/Lab');`,
  'src/main.tsx': `import './app/wiring';`,
};

/** Offender: what it imports, and the rule that must report it. */
const offences: Record<string, [source: string, rule: string]> = {
  'src/core/bad-state.ts': [`import '../state/store';`, 'core-imports'],
  'src/core/bad-package.ts': [`import 'react';`, 'core-imports'],
  'src/core/bad-node.ts': [`import 'node:fs';`, 'core-imports'],
  'src/core/bad.test.ts': [`import '../gpu/device';`, 'core-test-imports'],
  'src/data/bad.ts': [`import '../gpu/device';`, 'data-imports'],
  'src/gpu/bad.ts': [`import '../models/net';`, 'gpu-imports'],
  'src/models/bad.ts': [`import 'd3';`, 'models-imports'],
  'src/worker/bad.ts': [`import '../state/store';`, 'worker-imports'],
  'src/worker/bad-client.ts': [`import './client';`, 'worker-imports'],
  'src/worker/latest.ts': [`import '../gpu/device';`, 'page-side-imports'],
  'src/state/bad-react.ts': [`import 'react';`, 'state-imports'],
  'src/state/bad-zustand.ts': [`import 'zustand';`, 'state-imports'],
  'src/state/bad-client.ts': [`import '../worker/client';`, 'state-imports'],
  'src/state/bad-type.ts': [
    `import type { B } from '../worker/engine'; export type D = B;`,
    'state-imports',
  ],
  'src/state/bad-protocol.ts': [`import '../worker/protocol';`, 'protocol-types-only'],
  'src/charts/bad.ts': [`import '../state/store';`, 'charts-imports'],
  'src/charts/bad-lab.ts': [`import '../labs/argmax/Lab';`, 'charts-imports'],
  'src/ui/bad-core.ts': [`import '../core/rng';`, 'ui-imports'],
  'src/ui/bad-state.ts': [`import '../state/react';`, 'ui-imports'],
  'src/labs/argmax/bad-gpu.ts': [`import '../../gpu/device';`, 'labs-imports'],
  'src/labs/argmax/bad-client.ts': [`import '../../worker/client';`, 'labs-imports'],
  'src/labs/argmax/bad-lab.ts': [`import '../knn/Lab';`, 'lab-imports-lab'],
  'src/app/bad-gpu.ts': [`import '../gpu/device';`, 'app-imports'],
  'src/app/bad-lab.ts': [`import '../labs/knn/Lab';`, 'labs-are-lazy'],
  'src/app/bad-inline.ts': [`import '../worker/inline';`, 'inline-engine-is-lazy'],
  'src/app/bad-test.ts': [`import './testing';`, 'no-test-in-production'],
  'src/app/testing.ts': [`import './nowhere';`, 'no-unresolvable'],
  'scripts/bad.ts': [`import '@tensorflow/tfjs';`, 'tfjs-only-in-models'],
  'src/core/cycle-a.ts': [`import type { Y } from './cycle-b'; export type X = Y;`, 'no-cycles'],
};

let tree: string;
let violations: Report['summary']['violations'];

function write(path: string, text: string): void {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

beforeAll(async () => {
  tree = mkdtempSync(join(tmpdir(), 'layers-'));
  for (const name of installed) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  write('node_modules/zustand/vanilla.js', '');
  for (const [path, text] of Object.entries(allowed)) write(path, text);
  for (const [path, [text]] of Object.entries(offences)) write(path, text);
  const args = [program, '--config', config, '--output-type', 'json', 'src', 'scripts'];
  const options = { cwd: tree, maxBuffer: 1e8 };
  // The program exits with the number of violations, so its output comes with the error.
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch(
    (error: { stdout: string }) => error,
  );
  ({ violations } = (JSON.parse(stdout) as Report).summary);
}, 60_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

const rulesAgainst = (path: string) =>
  violations.filter(({ from }) => from === path).map(({ rule }) => rule.name);

describe('the layer check', () => {
  it.each(Object.keys(allowed))('accepts %s', (path) => {
    expect(rulesAgainst(path)).toEqual([]);
  });

  it.each(Object.entries(offences).map(([path, [text, rule]]) => ({ path, text, rule })))(
    'reports $path for $text as $rule',
    ({ path, rule }) => {
      expect(rulesAgainst(path)).toContain(rule);
    },
  );
});
