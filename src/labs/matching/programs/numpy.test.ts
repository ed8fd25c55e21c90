import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Run } from '../../../state/runs/run';
import { expectPrinted, printedBy, pythonWith } from '../../kit/testing/python';
import { measureTraining } from '../experiment/cell';
import { repetitionResult, repetitionSetup, trainToStop } from '../experiment/repetition';
import { printedVariants } from '../experiment/printed';
import { matchingVariants, type MatchingVariant } from '../experiment/spec';
import { createLoudness } from '../experiment/loudness';
import { trainingData } from '../experiment/gradients';
import { fanData, fanTable } from '../figures/fan';
import { lossFormsData } from '../figures/loss-forms';
import { loudSequences, loudTable } from '../figures/loud-sequences';
import { matricesData } from '../figures/matrices';
import type { MatchingRunTypes } from '../kind';
import { instanceOf } from '../model';
import { matchingTable, normalise, type MatchingValues } from '../params';
import type { MatchingResults } from '../results';
import { anySweep } from '../../kit/sweep';
import { sweepChoice } from '../../kit/sweep-link';
import { longSweepTable } from '../../kit/sweep-table';
import { askedMap } from '../../kit/sweep-view';
import { sweepGrid } from '../../../core/sweeps/cells';
import { resultOf, sweepJobs } from '../../../core/sweeps/sweep';
import { encode } from '../../../state/url';
import { matchingSweep } from '../sweep';
import { numpyProgram, torchProgram } from './numpy';
import { cases, expectCurves, trained, valuesOf } from './testing';

const numpy = pythonWith('numpy');
const torch = pythonWith('torch');
const why = numpy === null ? ' (skipped: there is no python3 with NumPy)' : '';

const resultsOf = (run: Run<MatchingRunTypes>) =>
  ({
    runs: createStore(() => ({ runs: [run], current: run.id, past: null })),
  }) as unknown as MatchingResults;

const none = {
  runs: createStore(() => ({ runs: [], current: '', past: null })),
  sweep: createStore(() => ({ results: [] })),
};

/** The lines that the program of a figure prints, in their fields. */
function linesOf(figure: string, values: MatchingValues, results: unknown = none): string[] {
  const asked = { figure, values, results: results as MatchingResults };
  return printedBy(numpy!, numpyProgram(asked, ['a test']))
    .trimEnd()
    .split('\n');
}

const asked = (figure: string, values: MatchingValues) => ({
  ...{ figure, values, results: none as unknown as MatchingResults },
});

const withoutTorch = torch === null ? ' (skipped: there is no python3 with PyTorch)' : '';
describe.skipIf(torch === null)(`the trainings as a PyTorch program${withoutTorch}`, () => {
  it.each(cases.slice(2, 4).concat(cases.slice(-2)))(
    'print the curves of the page: %s',
    (_, some) =>
      expectCurves({ ...some, d: 5, steps: 20 }, (values) =>
        printedBy(torch!, torchProgram(asked('loss', values), ['a test'])),
      ),
  );
});

describe.skipIf(numpy === null)(`the trainings as a NumPy program${why}`, () => {
  it.each(cases)('print the curves of the page: %s', (_, some) =>
    expectCurves(some, (values) =>
      printedBy(numpy!, numpyProgram(asked('loss', values), ['a test'])),
    ),
  );

  it('stop where the page stops, after epsilon has grown', async () => {
    const values = valuesOf({ d: 4, sequences: 3, epsilon: 0.01, maxSteps: 300 });
    const found = await measureTraining(matchingSweep.task(values, values.seed));
    const lines = linesOf('epsilon', values);
    expect(found.growths).toBeGreaterThan(0);
    expect(lines.at(-1)).toContain(`stopped at step ${found.steps}: the training loss`);
    expectPrinted(lines.at(-2)!.trim().split(/ +/)[1], found.loss);
  });

  it('are all that are compared', () => {
    const lines = linesOf(
      'loss',
      valuesOf({ d: 3, sequences: 1, maxSteps: 1, compare: ['blackbox', 'fenchel-young'] }),
    );
    expect(lines.filter((line) => line.includes('numbers, held out'))).toHaveLength(3);
  });

  it.each([
    ['a learned noise scale', { sequences: 3 }],
    ['no noise', { sequences: 12, method: 'direct-sigma-0' }],
  ] as const)('say how scores and margin outgrow the noise: %s', async (_, some) => {
    const values = valuesOf({ d: 5, maxSteps: 8, stop: false, ...some });
    const [, , ...lines] = linesOf('outgrow', values);
    expect(lines.pop()).toContain('stopped at step 8');
    expect(lines.map((line) => parseInt(line))).toEqual([1, 2, 3, 5, 8]);
    for (const line of lines) {
      const [step, ...printed] = line.trim().split(/ +/);
      const { run } = await trained(values, Number(step));
      const { setup, knobs, state } = run;
      const found = createLoudness(setup, trainingData(setup))(state.params, knobs);
      const { spread, margin, noise } = found;
      const ours = [spread, margin, noise, noise > 0 ? margin / noise : NaN];
      ours.forEach((value, i) => expectPrinted(printed[i], value));
    }
  });

  it('are those of both signs of epsilon', () => {
    const program = numpyProgram(
      { figure: 'sign-100', values: valuesOf({}), results: none as never },
      [],
    );
    expect(program.match(/\bd=\d+/g)).toEqual(['d=100', 'd=100']);
    expect(program.match(/\bepsilon=-?\d+/g)).toEqual(['epsilon=-12', 'epsilon=12']);
  });
});

describe.skipIf(numpy === null)(`the figures of one sequence as a NumPy program${why}`, () => {
  const cases: readonly (readonly [string, Partial<MatchingValues>])[] = [
    ['a training sequence', { row: 2 }],
    ['a held-out one without noise', { instance: 'test', row: 3, noisy: false }],
    ['numbers of one’s own', { instance: 'own', own: [3, 1, 20, -5], method: 'gumbel-sinkhorn' }],
  ];
  describe.each(cases)('%s', (_, some) => {
    const values = valuesOf({ d: 5, sequences: 4, ...some });
    const made = trained(values, 7);
    const shown = made.then(({ run }) => ({ values, run, instance: instanceOf(values, run) }));

    it('has its matchings', async () => {
      const { run, instance } = await shown;
      const [, , ...lines] = linesOf('matching', values, resultsOf(run));
      const { sequence, prediction, augmentedPrediction } = instance;
      expect(lines).toHaveLength(run.setup.d);
      lines.forEach((line, j) => {
        const [x, ...places] = line.split(',');
        expectPrinted(x, sequence.numbers[j]);
        expect(places.map(Number)).toEqual([
          ...[prediction[j] + 1, augmentedPrediction[j] + 1, sequence.places[j] + 1],
        ]);
      });
    });

    it('has its matrices', async () => {
      const all = await shown;
      const lines = linesOf('matrices', values, resultsOf(all.run)).slice(1);
      const [columns, ...cells] = lines.map((line) => line.split(','));
      const { panels, rows } = matricesData(all, null);
      const column = { scores: 'score', noise: 'noise', sum: 'sum', augmented: 'with the loss' };
      const names: Readonly<Record<string, string>> = { ...column, relaxed: 'relaxed' };
      for (const { id, values: ours } of panels) {
        const at = columns.indexOf(names[id]);
        cells.forEach((cell, c) => expectPrinted(cell[at], ours[c]));
      }
      expect(cells.map(([number]) => number)).toEqual(rows.flatMap((row) => rows.map(() => row)));
      // the gradient is the difference of both matchings
      const [y, other, difference] = ['y*', 'y*(eps)', 'gradient'].map((name) =>
        cells.map((cell) => Number(cell[columns.indexOf(name)])),
      );
      expect(difference).toEqual(y.map((entry, c) => entry - other[c] + 0));
      expect(y.reduce((a, b) => a + b)).toBe(rows.length);
    });

    it('has its fan', async () => {
      const all = await shown;
      const [, ...lines] = linesOf('fan', values, resultsOf(all.run));
      const { rows } = fanTable(fanData(all));
      expect(lines).toHaveLength(rows.length);
      lines.forEach((line, m) => {
        const [places, loss, ...counts] = line.split(',');
        expect([places, ...counts.map(Number)]).toEqual([rows[m][0], ...rows[m].slice(2)]);
        expect(Number(loss)).toBeCloseTo(Number(rows[m][1]), 5);
      });
    });

    it('has its noise scales and its losses', async () => {
      const { run, instance } = await shown;
      const [, ...scales] = linesOf('loud', values, resultsOf(run));
      const { rows } = loudTable(loudSequences(run));
      scales.forEach((line, r) => {
        const [name, scale, numbers] = line.split(',');
        expect([Number(name), numbers]).toEqual([rows[r][0], rows[r][2]]);
        expectPrinted(scale, Number(rows[r][1]));
      });
      const [, ...cells] = linesOf('loss-forms', values, resultsOf(run));
      const { panels } = lossFormsData(instance.sequence);
      cells.forEach((line, c) => {
        const costs = line.split(',').slice(2).map(Number);
        panels.forEach((panel, p) => expect(costs[p]).toBeCloseTo(panel.values[c], 5));
      });
    });
  });

  it('says that the run has changed its settings', async () => {
    const { run } = await trained(valuesOf({ d: 3 }), 1);
    const move = { symbol: 'σ', from: '1', to: '2' };
    const moved = { ...run, events: [{ step: 1, label: 'σ 1 → 2', move }] };
    const asked = { figure: 'matching', values: valuesOf({ d: 3 }) };
    const program = numpyProgram({ ...asked, results: resultsOf(moved) }, []);
    expect(program).toContain('has changed settings on its way');
    expect(numpyProgram({ ...asked, results: resultsOf(run) }, [])).not.toContain('on its way');
  });
});

describe.skipIf(numpy === null)(`many trainings as a NumPy program${why}`, () => {
  it('are the repetitions of the table', async () => {
    const asked = { figure: 'table', values: valuesOf({}), results: none as never };
    const program = numpyProgram(asked, [])
      .replace('= 7, 20, [5, 10]', '= 7, 2, [5]')
      .replaceAll(/max_steps=\d+/g, 'max_steps=8');
    expect(program).toContain('seed, repetitions, sizes = 7, 2, [5]');
    const lines = printedBy(numpy!, program).trimEnd().split('\n').slice(1);
    expect(lines).toHaveLength(2 * printedVariants.length + printedVariants.length);
    for (const line of lines.slice(0, 8)) {
      const [d, variant, repetition, wrong, steps, loss] = line.split(',');
      const job = {
        variant: variant as MatchingVariant,
        ...{ d: Number(d), seed: 7, repetition: Number(repetition) },
      };
      const { knobs } = matchingVariants[job.variant];
      const stop = { maxSteps: 8, patience: 50 };
      const setup = repetitionSetup(job);
      const { state, ...made } = await trainToStop({ setup, knobs, stop }, () => 0);
      const found = repetitionResult(job, { ...state, ...made });
      expectPrinted(wrong, 100 * found.wrong);
      expectPrinted(steps, found.steps);
      expectPrinted(loss, found.loss);
    }
  });

  it.each([
    ['noise scale and loss weight', 'sigma=0.1..10:3~epsilon=-12,4', 2, {}],
    ['settings of other names', 'sigmaRate=0.001,1~maxSteps=10,15', 1, {}],
    ['sizes, of a method without noise', 'lambda=0.5,2~d=3,4', 1, { method: 'blackbox' }],
  ] as const)('are the cells of the sweep: %s', async (_, axes, repetitions, some) => {
    const values = valuesOf({ d: 4, sequences: 2, maxSteps: 12, sweep: `${axes}~steps`, ...some });
    const sweep = anySweep(matchingSweep);
    const query = encode(matchingTable, values, normalise);
    const choice = sweepChoice(sweep, values.sweep);
    const asked = askedMap(sweep, { lab: 'matching', query, choice });
    if ('fault' in asked) throw new Error(asked.fault);
    const all = await Promise.all(
      sweepJobs({ ...asked, seed: values.seed, repetitions }).map(async (job) =>
        resultOf(job, await measureTraining(sweep.task(job))),
      ),
    );
    const table = longSweepTable(sweepGrid(all), '0');
    const store = { sweep: createStore(() => ({ results: all })) };
    const [head, ...lines] = linesOf('sweep', values, store);
    expect(head).toBe(table.columns.slice(0, 8).join());
    expect(lines).toHaveLength(table.rows.length);
    lines.forEach((line, at) => {
      const [lab, x, y, quantity, mean, se, n, seed] = line.split(',');
      const row = table.rows[at];
      expect([lab, Number(x), Number(y), quantity, Number(n), Number(seed)]).toEqual([
        ...row.slice(0, 4),
        ...[row[6], row[7]],
      ]);
      for (const [printed, value] of [
        [mean, row[4]],
        [se, row[5]],
      ] as const) {
        if (value === '') expect(printed).toBe('');
        else expectPrinted(printed, Number(value));
      }
    });
    // cells differ from each other
    expect(new Set(lines.map((line) => line.split(',')[4])).size).toBeGreaterThan(5);
  });

  it('are no cells of axes that can’t be swept, which is told', () => {
    const values = valuesOf({ sweep: 'sigma=1,2~sigma=1,2' });
    expect(() => numpyProgram(asked('sweep', values), [])).toThrow('Both axes are sigma');
  });
});
