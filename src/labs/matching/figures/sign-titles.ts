import { formatNumber } from '../../../charts/shared/format';
import { endsOf, wholePercent } from '../../kit/claims';
import type { MatchingRun } from '../kind';

/** What titles need of a run. */
export interface SignRun extends Pick<MatchingRun, 'recorded'> {
  readonly setup: Pick<MatchingRun['setup'], 'd'>;
  readonly knobs: Pick<MatchingRun['knobs'], 'epsilon'>;
  readonly steps: Pick<MatchingRun['steps'], 'step' | 'right' | 'rightAugmented' | 'loss'>;
}

/** The runs of both signs at a size: the reader's own where both have begun, else those that came with the site. */
export function pairOf(d: number, runs: readonly SignRun[]): readonly [SignRun, SignRun] | null {
  const begun = runs.filter(({ setup, steps }) => setup.d === d && steps.step.length > 0);
  for (const recorded of [false, true]) {
    const some = begun.filter((run) => Boolean(run.recorded) === recorded);
    const [below, above] = [-1, 1].map((sign) =>
      some.find(({ knobs }) => Math.sign(knobs.epsilon) === sign),
    );
    if (below && above) return [below, above];
  }
  return null;
}

const stepsOf = ([below, above]: readonly [SignRun, SignRun]) =>
  Math.min(below.steps.step.at(-1)!, above.steps.step.at(-1)!);

/** Where the loss of both signs has come to with the most numbers. */
export function signLossTitle(runs: readonly SignRun[]): string {
  const pair = pairOf(100, runs);
  if (!pair) return 'Training loss with ε below and above 0';
  const [below, above] = pair.map(({ steps }) => formatNumber(endsOf(steps.loss)[1], 2));
  return `With 100 numbers the loss after ${stepsOf(pair)} steps is ${below} with ε < 0, ${above} with ε > 0`;
}

/** How many numbers both signs have brought to their places. */
export function signPlacesTitle(d: number, runs: readonly SignRun[]): string {
  const pair = pairOf(d, runs);
  if (!pair) return `Right places of ${d} numbers with ε below and above 0`;
  const [below, above] = pair.map(({ steps: { right, rightAugmented } }) =>
    [right, rightAugmented].map((shares) => wholePercent(endsOf(shares)[1])),
  );
  return `After ${stepsOf(pair)} steps y* has ${below[0]} of ${d} numbers right with ε < 0 and ${above[0]} with ε > 0; y*(ε) ${below[1]} and ${above[1]}`;
}
