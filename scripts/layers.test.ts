import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
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
  'src/simd/kernel.ts': `import '../core/rng';`,
  'src/compute/within.ts': `export const within = 1;`,
  'src/compute/service.ts': `import type { R } from '../core/types'; export type Call = R;`,
  'src/core/types.ts': `export type R = number;`,
  'src/compute/client.ts': `import 'comlink'; import 'zustand/vanilla'; import type { Call } from './service'; export type Q = Call;`,
  'src/compute/host.ts': `import './within'; import '../core/rng';`,
  'src/gpu/add.wgsl': `// a shader`,
  'src/gpu/device.ts': `import '../core/rng'; import '../compute/within'; import code from './add.wgsl?raw'; code;`,
  'src/gpu/device.test.ts': `import './device'; import '../simd/kernel';`,
  'src/data/parse.ts': `import '../core/rng';`,
  'src/models/net.ts': `import '@tensorflow/tfjs'; import '../gpu/device'; import '../simd/kernel'; import '../data/parse';`,
  'src/labs/argmax/experiment/spec.ts': `import '../../../core/rng'; export type Spec = 1;`,
  'src/labs/argmax/compute/protocol.ts': `import type { Call } from '../../../compute/service'; import type { Spec } from '../experiment/spec'; export type Asked = Call | Spec;`,
  'src/labs/argmax/compute/module.ts': `import '../../../models/net'; import '../../../compute/host'; import '../experiment/spec'; import type { Asked } from './protocol'; export type M = Asked;`,
  'src/labs/argmax/compute/module.test.ts': `import '@tensorflow/tfjs'; import './module'; import '../../../compute/client';`,
  'src/labs/knn/experiment/spec.ts': `export type Spec = 2;`,
  'src/labs/knn/compute/tasks.ts': `import '../../../simd/kernel';`,
  'src/worker/modules.ts': `void import('../labs/argmax/compute/module'); void import('../labs/knn/compute/tasks');`,
  'src/worker/compute.worker.ts': `import 'comlink'; import '../compute/host'; import './modules';`,
  'src/worker/inline.ts': `import '../compute/host'; import './modules';`,
  'src/state/store.ts': `import 'zustand/vanilla'; import '../core/rng';`,
  'src/state/react.ts': `import 'react'; import 'zustand'; import './store';`,
  'src/charts/bars/Chart.tsx': `import 'react'; import 'd3'; import './layout'; import './bars.css';`,
  'src/charts/bars/bars.css': ``,
  'src/charts/bars/layout.ts': `import '../../core/rng';`,
  'src/offline/service-worker.ts': `export const kept = 1;`,
  'src/offline/keep.ts': `import '../state/store';`,
  'src/ui/Slider.tsx': `import 'react';`,
  'src/ui/notation/types.ts': `export type Entry = 1;`,
  'src/lecture/notation.ts': `import '../core/rng'; import type { Entry } from '../ui/notation/types'; export type E = Entry;`,
  'src/labs/kit/lab.tsx': `import 'react'; import '../../state/react'; import '../../compute/client'; import '../../ui/Slider';`,
  'src/labs/argmax/connect.ts': `import '../../compute/client'; import '../../state/store'; import './experiment/spec'; import type { Asked } from './compute/protocol'; export type N = Asked;`,
  'src/labs/argmax/connect.test.ts': `import 'vitest'; import './connect'; import './compute/module'; import '../../compute/host';`,
  'src/labs/argmax/lab.ts': `import '../../state/react'; import '../../charts/bars/Chart'; import '../../ui/Slider'; import '../kit/lab'; import './connect';`,
  'src/labs/knn/lab.ts': `import 'react';`,
  'src/labs/knn/connect.ts': `export type N = 1;`,
  'src/app/start.ts': `import '../compute/client'; import '../state/store'; void import('../worker/inline'); void import('../labs/argmax/lab');`,
  'src/main.tsx': `import './app/start';`,
};

/** Offender: what it imports, and the rule that must report it. */
const offences: Record<string, [source: string, rule: string]> = {
  'src/core/bad-state.ts': [`import '../state/store';`, 'core-imports'],
  'src/core/bad-lab.ts': [`import '../labs/argmax/experiment/spec';`, 'core-imports'],
  'src/core/bad-package.ts': [`import 'react';`, 'core-imports'],
  'src/core/bad-node.ts': [`import 'node:fs';`, 'core-imports'],
  'src/core/bad.test.ts': [`import '../gpu/device';`, 'core-test-imports'],
  'src/data/bad.ts': [`import '../gpu/device';`, 'data-imports'],
  'src/data/bad.test.ts': [`import '../models/net';`, 'data-test-imports'],
  'src/simd/bad.ts': [`import '../gpu/device';`, 'simd-imports'],
  'src/simd/bad.test.ts': [`import '../compute/host';`, 'simd-test-imports'],
  'src/gpu/bad.ts': [`import '../models/net';`, 'gpu-imports'],
  'src/gpu/bad-simd.ts': [`import '../simd/kernel';`, 'gpu-imports'],
  'src/gpu/bad-host.ts': [`import '../compute/host';`, 'gpu-imports'],
  'src/gpu/bad.test.ts': [`import '../models/net';`, 'gpu-test-imports'],
  'src/models/bad.ts': [`import 'd3';`, 'models-imports'],
  'src/models/bad.test.ts': [`import '../labs/knn/experiment/spec';`, 'models-test-imports'],
  'src/compute/bad-lab.ts': [`import '../labs/argmax/compute/module';`, 'compute-imports'],
  'src/compute/bad-gpu.ts': [`import '../gpu/device';`, 'compute-imports'],
  'src/compute/bad-react.ts': [`import 'react';`, 'compute-imports'],
  'src/compute/bad.test.ts': [`import '../labs/knn/compute/tasks';`, 'compute-test-imports'],
  'src/compute/bad-store.ts': [`import 'zustand/vanilla';`, 'stores-on-the-page'],
  'src/labs/argmax/experiment/bad-react.ts': [`import 'react';`, 'lab-experiment-imports'],
  'src/labs/argmax/experiment/bad-compute.ts': [
    `import '../../../compute/host';`,
    'lab-experiment-imports',
  ],
  'src/labs/argmax/experiment/bad.test.ts': [
    `import '../compute/module';`,
    'lab-experiment-test-imports',
  ],
  'src/labs/knn/compute/protocol.ts': [
    `import type { N } from '../connect'; export type P = N;`,
    'lab-protocol-imports',
  ],
  'src/labs/argmax/compute/bad-react.ts': [`import 'react';`, 'lab-compute-imports'],
  'src/labs/argmax/compute/bad-state.ts': [`import '../../../state/store';`, 'lab-compute-imports'],
  'src/labs/argmax/compute/bad-comlink.ts': [`import 'comlink';`, 'lab-compute-imports'],
  'src/labs/argmax/compute/bad-client.ts': [
    `import '../../../compute/client';`,
    'lab-compute-imports',
  ],
  'src/labs/argmax/compute/bad.test.ts': [
    `import '../../../state/store';`,
    'lab-compute-test-imports',
  ],
  'src/worker/bad.ts': [`import '../state/store';`, 'worker-imports'],
  'src/worker/bad-page.ts': [`import '../labs/argmax/connect';`, 'worker-imports'],
  'src/worker/bad-client.ts': [`import '../compute/client';`, 'worker-imports'],
  'src/worker/bad.test.ts': [`import '../simd/kernel';`, 'worker-test-imports'],
  'src/state/bad-react.ts': [`import 'react';`, 'state-imports'],
  'src/state/bad-zustand.ts': [`import 'zustand';`, 'state-imports'],
  'src/state/bad-compute.ts': [`import '../compute/client';`, 'state-imports'],
  'src/state/bad.test.ts': [`import '../charts/bars/layout';`, 'state-test-imports'],
  'src/state/react.tsx': [`import '../ui/Slider';`, 'state-react-imports'],
  'src/state/bad-type.ts': [
    `import type { Asked } from '../labs/argmax/compute/protocol'; export type D = Asked;`,
    'state-imports',
  ],
  'src/charts/bad.ts': [`import '../state/store';`, 'charts-imports'],
  'src/charts/bad-lab.ts': [`import '../labs/argmax/lab';`, 'charts-imports'],
  'src/charts/bad.test.ts': [`import '../state/store';`, 'charts-test-imports'],
  'src/ui/bad-core.ts': [`import '../core/rng';`, 'ui-imports'],
  'src/ui/bad-state.ts': [`import '../state/react';`, 'ui-imports'],
  'src/ui/bad.test.ts': [`import '../state/store';`, 'ui-test-imports'],
  'src/lecture/bad.ts': [`import '../labs/kit/lab';`, 'lecture-imports'],
  'src/lecture/bad.test.ts': [`import '../compute/client';`, 'lecture-test-imports'],
  'src/labs/kit/bad-lab.ts': [`import '../argmax/connect';`, 'kit-imports-lab'],
  'src/labs/kit/bad-gpu.ts': [`import '../../gpu/device';`, 'kit-imports'],
  'src/labs/kit/bad-comlink.ts': [`import 'comlink';`, 'kit-imports'],
  'src/labs/kit/bad.test.ts': [`import '../../gpu/device';`, 'kit-test-imports'],
  'src/labs/argmax/bad-gpu.ts': [`import '../../gpu/device';`, 'lab-page-imports'],
  'src/labs/argmax/bad-comlink.ts': [`import 'comlink';`, 'lab-page-imports'],
  'src/labs/argmax/bad-host.ts': [`import '../../compute/host';`, 'lab-page-imports'],
  'src/labs/argmax/bad-module.ts': [`import './compute/module';`, 'lab-page-imports'],
  'src/labs/argmax/bad-worker.ts': [`import '../../worker/inline';`, 'lab-page-imports'],
  'src/labs/argmax/bad.test.ts': [`import '../../models/net';`, 'lab-page-test-imports'],
  'src/labs/argmax/bad-protocol.ts': [`import './compute/protocol';`, 'protocol-types-only'],
  'src/labs/argmax/bad-lab.ts': [`import '../knn/lab';`, 'lab-imports-lab'],
  'src/labs/argmax/experiment/bad-lab.ts': [
    `import '../../knn/experiment/spec';`,
    'lab-imports-lab',
  ],
  'src/offline/bad.ts': [`import '../core/rng';`, 'offline-imports'],
  'src/offline/bad.test.ts': [`import '../core/rng';`, 'offline-test-imports'],
  'src/app/bad-worker.ts': [`import '../offline/service-worker';`, 'app-imports'],
  'src/app/bad-gpu.ts': [`import '../gpu/device';`, 'app-imports'],
  'src/app/bad-module.ts': [`import '../labs/argmax/compute/module';`, 'app-imports'],
  'src/app/bad-connect.ts': [`import '../labs/argmax/connect';`, 'app-imports'],
  'src/app/bad.test.ts': [`import '../simd/kernel';`, 'app-test-imports'],
  'src/app/bad-lab.ts': [`import '../labs/knn/lab';`, 'labs-are-lazy'],
  'src/app/bad-inline.ts': [`import '../worker/inline';`, 'worker-is-lazy'],
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
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

const rulesAgainst = (path: string) =>
  violations.filter(({ from }) => from === path).map(({ rule }) => rule.name);

describe('the layer check', () => {
  it('has an offender for every rule', () => {
    const { forbidden } = createRequire(config)(config) as { forbidden: { name: string }[] };
    const broken = new Set(Object.values(offences).map(([, rule]) => rule));
    expect(forbidden.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([]);
  });

  it.each(Object.keys(allowed))('accepts %s', (path) => {
    expect(rulesAgainst(path)).toEqual([]);
  });

  it.each(Object.entries(offences).map(([path, [text, rule]]) => ({ path, text, rule })))(
    'reports $path for $text as $rule',
    ({ path, rule }) => {
      expect(rulesAgainst(path)).toEqual([rule]);
    },
  );
});
