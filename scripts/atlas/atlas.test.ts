import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type IConfiguration, type IModule } from 'dependency-cruiser';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { atlas } from '../../src/core/atlas/atlas';
import type { AtlasEntry } from '../../src/core/atlas/entry';
import { ATLAS_FILE, atlasDocument } from './document';

const entries: [string, AtlasEntry][] = Object.values(atlas).flatMap((kind) =>
  Object.entries(kind),
);
const fileOf = ({ module }: AtlasEntry) => `src/core/${module}.ts`;

/** Where things of the field lie. */
const folders = [
  'estimators',
  'losses',
  'oracles',
  'relaxations',
  'check',
  'noise',
  'decoding',
  'quantisation',
];

/** What entries are made of and made with; nobody would look for it in a list of the field. */
const tools = [
  ...['enumeration', 'finite-differences', 'simulate', 'threshold-bisection'].map(
    (name) => `check/${name}`,
  ),
  ...[
    ...['baselines/baseline', 'parts/coefficients', 'parts/conditional-noise'],
    ...['parts/control-variate', 'parts/controlled', 'parts/last-draw'],
    ...[
      'parts/learner',
      'parts/most-probable',
      'parts/relaxed-variate',
      'parts/set-law',
      'parts/surrogate',
    ],
    ...['parts/table-problem', 'parts/without-replacement'],
  ].map((name) => `estimators/score-function/${name}`),
  ...['direct-loss-sums', 'estimator', 'frequencies', 'gradient-estimator', 'moments'].map(
    (n) => `estimators/${n}`,
  ),
  ...['perturbed-prediction', 'without-noise'].map((name) => `estimators/${name}`),
  ...[
    'oracle',
    'orderings',
    'nearest-first',
    'grid-path/neighbours',
    'grid-path/path-search',
    'grid-path/search',
    'grid-path/way-back',
    'matching/assignment',
  ].map((name) => `oracles/${name}`),
  'decoding/prefix-tree',
  'decoding/presets',
  ...['arcs', 'contraction', 'edmonds'].map((name) => `oracles/arborescence/${name}`),
  ...['bellman-ford', 'dijkstra', 'graph', 'shortest-paths', 'tree'].map(
    (name) => `oracles/graph-path/${name}`,
  ),
  ...['edges', 'kruskal', 'parts'].map((name) => `oracles/spanning-tree/${name}`),
  ...['kron', 'log-kron', 'reduction', 'sweep', 'tangent'].map(
    (name) => `relaxations/trees/${name}`,
  ),
  'estimators/reduction',
  ...['compared', 'relaxed/path', 'surrogates/prediction'].map((name) => `estimators/${name}`),
  ...['best-structures', 'sparse-law'].map((name) => `estimators/marginalisation/${name}`),
  ...['loss', 'metered', 'game-round', 'hull-gradient', 'normal-numbers'].map(
    (name) => `losses/${name}`,
  ),
  ...['meter', 'noise-book'].map((name) => `estimators/${name}`),
  ...['detours', 'margin', 'optima', 'stakes', 'stretches'].map(
    (name) => `oracles/matching/${name}`,
  ),
  'noise/noise',
  'noise/run-noise',
  'noise/normal',
  'noise/sum-of-gamma',
  'relaxations/log-sinkhorn',
  'relaxations/boundary',
  'relaxations/relaxation',
  'relaxations/unrolled',
  ...[
    'active-set',
    'affine',
    'cholesky',
    'difference',
    'face',
    'gain',
    'lists',
    'tangent',
    'weights',
  ].map((name) => `relaxations/sparse-map/${name}`),
  'relaxations/regularised',
  ...['simplex', 'entmax-roots', 'tsallis'].map((name) => `relaxations/simplex/${name}`),
  'relaxations/subset/subset',
].map((module) => `src/core/${module}.ts`);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name.endsWith('.ts'))
    .map((file) => join(file.parentPath, file.name))
    .filter((file) => !/\.test\.ts$|\/testing\//.test(file));
}

const layers = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as IConfiguration;

/** Every module that is loaded where the page or its workers are. */
async function reachable(): Promise<Set<string>> {
  const { output } = await cruise(['src'], {
    ...layers.options,
    exclude: { path: 'node_modules|\\.test\\.|/testing/' },
  });
  if (typeof output === 'string') throw new Error('the dependencies came as a text');
  const modules = new Map(output.modules.map((module: IModule) => [module.source, module]));
  const found = new Set<string>();
  const next = ['src/main.tsx', 'src/worker/compute.worker.ts', 'src/worker/thread.worker.ts'];
  for (let file = next.pop(); file !== undefined; file = next.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const dependencies = modules.get(file)?.dependencies ?? [];
    const loaded = dependencies.filter((each) => !each.dependencyTypes.includes('type-only'));
    next.push(...loaded.map(({ resolved }) => resolved));
  }
  return found;
}

describe('the atlas', () => {
  it.each(entries)('tells where %s is, and it is there', async (_, entry) => {
    expect(existsSync(fileOf(entry))).toBe(true);
    const module = (await import(join('../..', fileOf(entry)))) as Record<string, unknown>;
    for (const name of entry.exports) expect(Object.keys(module)).toContain(name);
    for (const name of entry.golden ?? []) expect(existsSync(`reference/${name}.json`)).toBe(true);
    expect(entry.source.url).toMatch(/^https:\/\//);
  });

  it.each(entries)('has a formula of %s that can be typeset', (_, { formula }) => {
    const typeset = () =>
      katex.renderToString(formula.tex, { throwOnError: true, strict: 'error' });
    expect(typeset).not.toThrow();
    expect(formula.plain).not.toMatch(/[\\$]/);
  });

  it('lists every module of the field', () => {
    const listed = new Set([...entries.map(([, entry]) => fileOf(entry)), ...tools]);
    const files = folders.flatMap((folder) => filesIn(join('src/core', folder)));
    expect(files.filter((file) => !listed.has(file))).toEqual([]);
    expect(tools.filter((file) => !files.includes(file))).toEqual([]);
  });

  it('says of each who runs it', async () => {
    const loaded = await reachable();
    for (const [name, entry] of entries) {
      const inCheck = entry.module.startsWith('check/');
      expect([name, loaded.has(fileOf(entry))]).toEqual([name, entry.role === 'lab']);
      expect([name, inCheck]).toEqual([name, entry.role === 'reference']);
    }
  });

  it('is the document that people read (npm run atlas)', () => {
    expect(readFileSync(ATLAS_FILE, 'utf8')).toBe(atlasDocument());
  });
});
