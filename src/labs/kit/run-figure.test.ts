import { describe, expect, it } from 'vitest';
import { begun, drawnRun, runSeries, titleOf, trained, type RunFigureSpec } from './run-figure';

const run = (id: string, steps: number, recorded = false, hidden = false) => ({
  ...{ id, name: id, category: 0, hidden },
  events: steps > 0 ? [{ step: steps, label: `end of ${id}` }] : [],
  steps: {
    step: Array.from({ length: steps }, (_, i) => i + 1),
    loss: Array(steps).fill(1) as number[],
  },
  tests: { step: [] },
  ...(recorded && { recorded: { version: '1', made: 'a test' } }),
});
type TestRun = ReturnType<typeof run>;

const spec: RunFigureSpec<TestRun> = {
  ...{ id: 'loss', sentence: '', valueLabel: 'training loss' },
  title: ({ steps }) => `${steps.step.length} steps`,
  lines: [
    trained(({ steps }) => steps.loss, { name: 'first' }),
    trained(({ steps }) => steps.loss, { name: 'second', thin: true }),
  ],
};

describe('a recorded run in a figure', () => {
  const recorded = run('recorded', 100, true);

  it('is drawn as it is, with its name and events, until there is another', () => {
    const { series, events, stepScale } = runSeries(spec, begun([run('own', 0), recorded]));
    expect(series.map(({ label, thin = false }) => [label, thin])).toEqual([
      ['recorded, first', false],
      ['recorded, second', true],
    ]);
    expect(series.every((one) => one.recorded)).toBe(true);
    expect(events!.map(({ label }) => label)).toEqual(['end of recorded']);
    expect(stepScale).toBe('linear');
  });

  it('is one thin line under the runs of the reader, and changes no axis', () => {
    const { series, events, stepScale } = runSeries(spec, begun([run('own', 2), recorded]));
    expect(series.map(({ label, thin = false }) => [label, thin])).toEqual([
      ['recorded, first', true],
      ['own, first', false],
      ['own, second', true],
    ]);
    expect(events!.map(({ label }) => label)).toEqual(['end of own']);
    expect(stepScale).toBe('linear');
    expect(runSeries(spec, [run('own', 2), run('other', 100)]).stepScale).toBe('log');
  });

  it('is what the figure is of while the current run has not begun', () => {
    const fresh = run('own', 0);
    expect(drawnRun([fresh, recorded], fresh)).toBe(recorded);
    const own = run('own', 1);
    expect(drawnRun([own, recorded], own)).toBe(own);
    expect(drawnRun([own, recorded], recorded)).toBe(recorded);
    expect(drawnRun([fresh, run('recorded', 5, true, true)], fresh)).toBeNull();
  });

  it('is what the title is of, which names the run where there are several of the reader', () => {
    const [own, other] = [run('own', 3), run('other', 4)];
    expect(titleOf(spec, [recorded], recorded)).toBe('100 steps');
    expect(titleOf(spec, [own, recorded], own)).toBe('3 steps');
    expect(titleOf(spec, [own, other, recorded], own)).toBe('3 steps (own)');
    expect(titleOf(spec, [], null)).toBe('Training loss');
  });
});
