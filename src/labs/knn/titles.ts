import { formatNumber } from '../../charts/shared/format';
import type { KnnRun } from './kind';

/** What the titles are told of: a run with what its steps and its tests have measured. */
export type TitledRun = Pick<KnnRun, 'name' | 'hidden'> & {
  readonly steps: Pick<
    KnnRun['steps'],
    'right' | 'rightAugmented' | 'active' | 'scaleMean' | 'gradientNorm' | 'growths'
  >;
  readonly tests: Pick<KnnRun['tests'], 'test' | 'train' | 'test1' | 'test9'>;
};

/** What can be said of the runs of a figure; null where they have measured nothing. */
type Title = (runs: readonly TitledRun[]) => string | null;

/** What a tenth of the values at an end comes to, at least one of them. */
function meanAt(values: readonly number[], end: 'first' | 'last'): number {
  const count = Math.max(1, Math.floor(values.length / 10));
  const part = end === 'first' ? values.slice(0, count) : values.slice(-count);
  return part.reduce((sum, value) => sum + value, 0) / count;
}

/**
 * What is said of the first shown run that has measured something, by its name where there are several.
 */
const ofOne =
  (column: (run: TitledRun) => readonly number[], say: (run: TitledRun) => string): Title =>
  (runs) => {
    const shown = runs.filter(({ hidden }) => !hidden);
    const run = shown.find((one) => column(one).length > 0);
    if (!run) return null;
    const told = say(run);
    return shown.length > 1 ? `${run.name}: ${told}` : told[0].toUpperCase() + told.slice(1);
  };

const share = (value: number) => `${formatNumber(100 * value, 2)}%`;
const lastWrong = (values: readonly number[]) => share(1 - values[values.length - 1]);

/** A factor by which something that has not changed may still differ. */
const SAME = 1.25;

export const titles = {
  accuracy: ofOne(
    ({ tests }) => tests.test,
    ({ tests }) => `${lastWrong(tests.test)} of the images never seen are taken for another class`,
  ),
  neighbours: ofOne(
    ({ steps }) => steps.right,
    ({ steps }) => {
      const [y, z] = [meanAt(steps.right, 'last'), meanAt(steps.rightAugmented, 'last')];
      const told = `${share(z)} of y*(ε) are right, ${share(y)} of y*`;
      return Math.abs(z - y) < 0.005 ? `y* and y*(ε) are right equally often, ${share(y)}` : told;
    },
  ),
  byK: ofOne(
    ({ tests }) => tests.test9,
    ({ tests }) =>
      `the nearest alone errs in ${lastWrong(tests.test1)}, nine voters in ${lastWrong(tests.test9)}`,
  ),
  memory: ofOne(
    ({ tests }) => tests.train,
    ({ tests }) =>
      `${lastWrong(tests.test)} of the test images are wrong, ${lastWrong(tests.train)} of the training images`,
  ),
  sigma: ofOne(
    ({ steps }) => steps.scaleMean,
    ({ steps: { scaleMean } }) => {
      const [from, to] = [scaleMean[0], scaleMean[scaleMean.length - 1]].map((scale) =>
        formatNumber(scale, 3),
      );
      return from === to
        ? `the noise scale is ${to}, as it was at first`
        : `the noise scale has gone from ${from} to ${to}`;
    },
  ),
  sparsity: ofOne(
    ({ steps }) => steps.active,
    ({ steps }) => `the gradient acts on ${share(meanAt(steps.active, 'last'))} of the pairs`,
  ),
  gradient: ofOne(
    ({ steps }) => steps.gradientNorm,
    ({ steps }) => {
      const factor = meanAt(steps.gradientNorm, 'last') / meanAt(steps.gradientNorm, 'first');
      if (!(factor > 0) || !Number.isFinite(factor)) return 'the size of the gradient';
      if (factor < 1 / SAME) return `the gradient has shrunk ${formatNumber(1 / factor, 2)}-fold`;
      if (factor > SAME) return `the gradient has grown ${formatNumber(factor, 2)}-fold`;
      return 'the gradient is about as large as at first';
    },
  ),
  epsilon: ofOne(
    ({ steps }) => steps.growths,
    ({ steps }) => {
      const grown = steps.growths[steps.growths.length - 1];
      if (grown === 0) return 'ε has not grown: every step had a gradient';
      return grown === 1
        ? 'ε has grown once, for want of a gradient'
        : `ε has grown ${grown} times`;
    },
  ),
} satisfies Record<string, Title>;
