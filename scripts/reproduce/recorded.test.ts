import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import pkg from '../../package.json' with { type: 'json' };
import { parseResults, type ResultsKind } from '../../src/core/training/results';
import { variantNames as knnVariantNames } from '../../src/labs/knn/experiment/spec';
import { knnResults } from '../../src/labs/knn/experiment/table';
import { measurements as knnFigures } from '../../src/labs/knn/figures/measurements';
import { knnKind } from '../../src/labs/knn/kind';
import { runSpecs as knnSpecs } from '../../src/labs/knn/model';
import { knnTable } from '../../src/labs/knn/params';
import { recordedTests } from '../../src/labs/knn/recorded-tests';
import { measurements as matchingFigures } from '../../src/labs/matching/figures/measurements';
import { signLossTitle, signPlacesTitle } from '../../src/labs/matching/figures/sign-titles';
import { matchingResults, shownRows } from '../../src/labs/matching/experiment/table';
import { matchingKind } from '../../src/labs/matching/kind';
import { runSpecs } from '../../src/labs/matching/specs';
import { matchingTable } from '../../src/labs/matching/params';
import { signSpecs } from '../../src/labs/matching/sign';
import { measurements as pathsFigures } from '../../src/labs/paths/figures/measurements';
import { pathsKind } from '../../src/labs/paths/kind';
import { pathsTable } from '../../src/labs/paths/params';
import { runSpecs as pathsSpecs } from '../../src/labs/paths/runs';
import { defaultsOf } from '../../src/state/params';
import type { RunKind, RunTypes } from '../../src/state/runs/kind';
import { parseRecorded } from '../../src/state/runs/recorded';
import { classResults } from '../../src/labs/perturbed/experiment/classification/table';
import { classTables } from './classify-report';
import { reproduce } from './command';
import { openKnn } from './page-work';
import { testRequest } from './record';
import { knnTables } from './knn-report';
import { matchingTables } from './matching-report';
import { temporaryFolder } from './testing';

const { at } = temporaryFolder('recorded');

const textOf = (name: string) => readFileSync(`public/recorded/${name}.json`, 'utf8');

function runsOf<E extends RunTypes>(kind: RunKind<E>, text: string) {
  const parsed = parseRecorded(kind, text);
  if (!parsed.ok) throw new Error(parsed.fault);
  return parsed.file;
}

function resultsOf<Job extends object, Result extends Job>(
  kind: ResultsKind<Job, Result>,
  name: string,
) {
  const parsed = parseResults(kind, textOf(name));
  if (!parsed.ok) throw new Error(parsed.fault);
  return parsed.file;
}

/** What is written about it, without its line ends and the padding of its tables. */
const document = readFileSync('docs/reproduction.md', 'utf8').replace(/\s+/g, ' ');

/** Rows of a Markdown table as the document has them. */
const rowsOf = (markdown: string) =>
  markdown.split('\n').filter((line) => /^\| [\w-]+ \| [A-Z]/.test(line));

const names = [
  ...['matching', 'sign', 'knn', 'paths', 'matching-table', 'knn-table'],
  ...['ranking-table', 'noisy-rankings-table', 'classify-table'],
];

describe('what was recorded', () => {
  it.each(names)('is small, and says how it was made: %s', (name) => {
    const text = textOf(name);
    expect(gzipSync(text).length).toBeLessThan(150_000);
    const { version, made } = JSON.parse(text) as { version: string; made: string };
    expect(version).toBe(pkg.version);
    for (const command of made.split('; ')) expect(command).toMatch(/^npm run reproduce -- /);
    // of no machine
    expect(made).not.toMatch(/(^|\s)\//);
  });

  it('is the run that the matching lab trains by itself', () => {
    const { runs } = runsOf(matchingKind, textOf('matching'));
    const [spec] = runSpecs(defaultsOf(matchingTable));
    expect(runs).toHaveLength(1);
    // where this fails the lab has other defaults: docs/reproduction.md has the command
    expect(runs[0]).toMatchObject({ setup: spec.setup, knobs: spec.knobs });
    const { step, earlier, state } = runs[0];
    const steps = [...earlier, state].map((kept) => kept.step);
    expect(steps.at(-1)).toBe(step);
    expect(steps.slice(0, -1)).toEqual(steps.slice(0, -1).map((_, i) => 2 ** i));
  });

  it('is the run that the lab of paths trains by itself, and ends with most maps right', () => {
    const { runs } = runsOf(pathsKind, textOf('paths'));
    const [spec] = pathsSpecs(defaultsOf(pathsTable));
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ setup: spec.setup, knobs: spec.knobs, earlier: [] });
    expect(runs[0].tests.optimal.at(-1)).toBeGreaterThan(0.5);
    for (const { title } of pathsFigures) expect(title(runs[0])).not.toContain('not tested');
  });

  it('is the table of classifiers that is written about', () => {
    const rows = rowsOf(classTables(resultsOf(classResults, 'classify-table').results).markdown);
    expect(rows).toHaveLength(21);
    for (const row of rows) expect(document).toContain(row.replace(/\s+/g, ' '));
  });

  it('comes out again of the command, step by step', async () => {
    const out = at('again.json');
    const error = (line: string) => {
      throw new Error(line);
    };
    const link = ['--link', '#/matching?maxSteps=20'];
    await reproduce(['run', 'matching', ...link, '--out', out], { log: () => undefined, error });
    const [again] = runsOf(matchingKind, readFileSync(out, 'utf8')).runs;
    const [run] = runsOf(matchingKind, textOf('matching')).runs;
    expect(again.step).toBe(20);
    for (const name of matchingKind.records) {
      expect(again.steps[name]).toEqual(run.steps[name].slice(0, 20));
    }
    expect(again.earlier[4].params).toEqual(run.earlier[4].params);
  });

  it('is a run of the neighbours lab with the test that its weights come to', async () => {
    const text = textOf('knn');
    const { runs } = runsOf(knnKind, text);
    const { test, set } = await openKnn('drawn');
    const [spec] = knnSpecs({ ...defaultsOf(knnTable), maxSteps: 300 }, set);
    expect(runs).toHaveLength(1);
    const [run] = runs;
    expect(run).toMatchObject({ setup: spec.setup, knobs: spec.knobs, stop: spec.stop });
    const [recorded] = recordedTests(text, runs);
    expect(recorded).toMatchObject({ id: run.id, step: 300, dataset: 'drawn' });
    const again = await test(testRequest(run, run.knobs.k), run.state!.params);
    expect({ ...recorded.result, milliseconds: 0 }).toEqual({ ...again, milliseconds: 0 });
    const { confusion, accuracy, k, hardest } = recorded.result;
    const right = accuracy.right[accuracy.ks.indexOf(k)];
    expect(confusion.reduce((sum, count) => sum + count, 0)).toBe(accuracy.images);
    expect(set.classes.reduce((sum, _, c) => sum + confusion[11 * c], 0)).toBe(right);
    for (const { label, predicted } of hardest) expect(predicted).not.toBe(label);
  });

  it('is Figure 3 to its end', () => {
    const { runs } = runsOf(matchingKind, textOf('sign'));
    const specs = signSpecs(1);
    expect(runs.map(({ setup, knobs }) => ({ setup, knobs }))).toEqual(
      specs.map(({ setup, knobs }) => ({ setup, knobs })),
    );
    for (const { step, steps, earlier } of runs) {
      expect([step, steps.step.at(-1), earlier.length]).toEqual([2000, 2000, 0]);
      expect(steps.step.slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    }
    // the titles once more, from the file itself
    const filed = (JSON.parse(textOf('sign')) as { runs: FiledRun[] }).runs;
    for (const d of [10, 100]) {
      const shares = ['right', 'rightAugmented'].flatMap((column) =>
        [-1, 1].map((sign) => {
          const { steps } = filed.find((run) => run.setup.d === d && run.knobs.epsilon * sign > 0)!;
          return steps[column].slice(-20).reduce((sum, share) => sum + share, 0) / 20;
        }),
      );
      const said = signPlacesTitle(d, runs)
        .match(/\d+(?=%)/g)!
        .map(Number);
      said.forEach((percent, i) => expect(Math.abs(percent - 100 * shares[i])).toBeLessThan(1));
      expect(said).toHaveLength(4);
    }
    expect(signLossTitle(runs)).toContain('after 2000 steps');
    // and what docs/reproduction.md says of it
    expect(document).toContain(signPlacesTitle(100, runs).replace('After', 'after'));
    const held = (d: number, sign: number, from: number, to: number) => {
      const { tests } = filed.find((run) => run.setup.d === d && run.knobs.epsilon * sign > 0)!;
      const shares = tests.wrong.filter((_, i) => tests.step[i] >= from && tests.step[i] <= to);
      return `${Math.round(100 - (100 * shares.reduce((sum, one) => sum + one)) / shares.length)}%`;
    };
    expect(document).toContain(
      `y* has ${held(100, -1, 1900, 2000)} of the places right with ε < 0 and ${held(100, 1, 1900, 2000)} with ε > 0`,
    );
    expect(document).toContain(
      `${held(100, -1, 280, 320)} of the held-out places right after 300 steps, ${held(100, -1, 1000, 1200)} between`,
    );
  });

  it('has titles that its numbers bear out', () => {
    const [matching] = runsOf(matchingKind, textOf('matching')).runs;
    const [knn] = runsOf(knnKind, textOf('knn')).runs;
    const told = [
      ...matchingFigures.map(({ id, title }) => [id, title(matching), matching.steps] as const),
      ...knnFigures.map(({ id, title }) => [id, title(knn), knn.steps] as const),
    ];
    for (const [id, title, steps] of told) {
      if (!/ (falls|rises) from /.test(title) || !(id in columns)) continue;
      const values = (steps as Readonly<Record<string, readonly number[]>>)[columns[id]];
      const [first, last] = [median(values.slice(0, 20)), median(values.slice(-20))];
      expect(Math.sign(last - first), title).toBe(title.includes(' falls ') ? -1 : 1);
    }
    expect(told.filter(([, title]) => /falls|rises|stays/.test(title)).length).toBeGreaterThan(6);
  });

  it('is Table 1 with rows for every printed value, and Table 3', () => {
    const { results, seed } = resultsOf(matchingResults, 'matching-table');
    const rows = shownRows([], results);
    expect(rows.every(({ recorded }) => recorded)).toBe(true);
    expect(rows.reduce((sum, { repetitions }) => sum + repetitions, 0)).toBe(results.length);
    expect(new Set(results.map((result) => result.seed))).toEqual(new Set([seed]));
    for (const d of [5, 10, 25]) {
      const repetitions = rows.filter((row) => row.d === d).map((row) => row.repetitions);
      expect(repetitions).toEqual([200, 200, 200, 200, 200, 200]);
    }
    const own = [{ ...results[0], wrong: 1 }];
    const mixed = shownRows(own, results);
    expect(mixed).toHaveLength(rows.length);
    expect(mixed.filter(({ recorded }) => !recorded)).toMatchObject([
      { repetitions: 1, perfect: 0 },
    ]);
    expect(resultsOf(knnResults, 'knn-table').results.length).toBeGreaterThan(0);
  });
});

describe('the document', () => {
  it('has Table 3 as it was recorded, every row of it and its receipts', () => {
    const { results, made } = resultsOf(knnResults, 'knn-table');
    const rows = rowsOf(knnTables(results).markdown);
    expect(rows).toHaveLength(2 * knnVariantNames.length);
    for (const row of rows) expect(document).toContain(row.replace(/\s+/g, ' '));
    for (const command of made.split('; ')) expect(document).toContain(command);
  });

  it('has the rows of Table 1 that were recorded with all repetitions', () => {
    const { results } = resultsOf(matchingResults, 'matching-table');
    const rows = rowsOf(matchingTables(results).markdown).filter((row) => row.includes('| 200 |'));
    expect(rows).toHaveLength(18);
    for (const row of rows) {
      // the last three columns are times, and what took them
      const told = row.split(' | ').slice(0, -3).join(' | ').replace(/\s+/g, ' ');
      expect(document).toContain(told);
    }
  });
});

interface FiledRun {
  readonly setup: { readonly d: number };
  readonly knobs: { readonly epsilon: number };
  readonly steps: Readonly<Record<string, readonly number[]>>;
  readonly tests: Readonly<Record<string, readonly number[]>>;
}

/** What some figures draw. */
const columns: Readonly<Record<string, string>> = {
  loss: 'loss',
  perfect: 'perfect',
  gradient: 'gradientNorm',
};

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
