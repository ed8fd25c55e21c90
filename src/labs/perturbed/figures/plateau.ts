import type { Series, SeriesData } from '../../../charts/series/layout';
import { methods } from '../../../core/atlas/methods';
import type { FigureTable } from '../../../ui/figure/types';
import type { ClassResult } from '../experiment/classification/repetition';
import { classRows, type ClassRow } from '../experiment/classification/table';
import type { PerturbedValues } from '../params';

type Measure = PerturbedValues['measure'];

const CLASSES = 10;

/** What a predictor that knows nothing has: every class is as likely. */
const UNIFORM: Readonly<Record<Measure, number>> = {
  accuracy: 100 / CLASSES,
  squared: 1 - 1 / CLASSES,
};

const LABELS: Readonly<Record<Measure, string>> = {
  accuracy: 'right test images, %',
  squared: 'squared error of the mean on test images',
};

/** Where the axis ends, beyond the noise scales that were tried; the ends stand there. */
const BOUNDS = [1e-4, 1e4] as const;
const [LEFT, RIGHT] = BOUNDS;

const valueOf = (measure: Measure, row: ClassRow) =>
  measure === 'accuracy' ? row.test.percent : row.testSquared;

/** Results of trained classifiers against the noise scale of their loss. */
export function plateauData(results: readonly ClassResult[], measure: Measure): SeriesData {
  const rows = classRows(results);
  const sampled = rows.filter(({ loss }) => loss === 'fenchel-young');
  const line = (id: string, label: string, of: readonly (readonly [number, number])[]) => ({
    ...{ id, label, steps: of.map(([step]) => step), values: of.map(([, value]) => value) },
  });
  const draws = [
    ...new Set(sampled.filter(({ sigma }) => sigma > 0).map(({ samples }) => samples)),
  ];
  const curves = draws.map((samples, category): Series => {
    const of = sampled.filter((row) => row.samples === samples && row.sigma > 0);
    const points = of.map((row) => [row.sigma, valueOf(measure, row)] as const);
    const band = [0, 1].map((end) => of.map(({ test }) => test.interval[end]));
    return {
      ...line(`M = ${samples}`, `M = ${samples}`, points),
      category,
      ...(measure === 'accuracy' && { band: [band[0], band[1]] }),
    };
  });
  const flat = (id: string, value: number, [from, to]: readonly [number, number], at: number) => ({
    ...line(id, id, [[from, value] as const, [to, value] as const]),
    ...{ category: at, thin: true },
  });
  const entropy = rows.find(({ loss }) => loss === 'cross-entropy');
  const perceptron = sampled.find(({ sigma }) => sigma === 0);
  return {
    series: [
      ...curves,
      ...(entropy
        ? [flat(methods['cross-entropy'].short, valueOf(measure, entropy), BOUNDS, draws.length)]
        : []),
      ...(perceptron
        ? [flat('perceptron', valueOf(measure, perceptron), [LEFT, 4 * LEFT], draws.length + 1)]
        : []),
      flat('uniform', UNIFORM[measure], [RIGHT / 4, RIGHT], draws.length + 2),
    ],
    ...{ stepLabel: 'noise scale σ', stepScale: 'log', stepBounds: BOUNDS },
    ...{ valueLabel: LABELS[measure], valueScale: 'linear' },
    bounds: measure === 'accuracy' ? [0, 100] : [0, 1],
  };
}

/** What the curves say: how wide they are level with cross-entropy, and where they are not. */
export function plateauSentence(results: readonly ClassResult[]): string {
  const rows = classRows(results);
  const entropy = rows.find(({ loss }) => loss === 'cross-entropy');
  const one = rows.filter(
    ({ loss, samples, sigma }) => loss === 'fenchel-young' && samples === 1 && sigma > 0,
  );
  if (!entropy || one.length === 0) return 'No results are here.';
  const level = one.filter(({ test }) => test.interval[1] >= entropy.test.interval[0]);
  const [from, to] = [level[0]?.sigma, level.at(-1)?.sigma];
  const range =
    level.length > 0
      ? `A single draw is level with cross-entropy or above it from σ = ${from} to ${to}`
      : 'A single draw is nowhere level with cross-entropy';
  return `${range}; the perceptron and the uniform predictor stand at the ends. ${entropy.steps} steps on generated digits; the paper’s plateau, after many epochs, is wider.`;
}

export function plateauTable(results: readonly ClassResult[]): FigureTable {
  return {
    columns: [
      'loss',
      'draws',
      'sigma',
      'steps',
      'right test images, %',
      'from',
      'to',
      'squared error',
    ],
    rows: classRows(results).map(({ loss, samples, sigma, steps, test, testSquared }) => [
      ...[loss, samples, loss === 'cross-entropy' ? '' : sigma, steps],
      ...[test.percent, ...test.interval, testSquared],
    ]),
  };
}
