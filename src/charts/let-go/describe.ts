import { interiorMinimum } from '../loss-curve/layout';
import { formatNumber } from '../shared/format';
import { isOver, verdictOf, type LetGoData, type Trail } from './model';

const short = (value: number) => formatNumber(value, 2);

/** What becomes of sigma, said of the trails that have come to their end; neutral before that. */
export function letGoTitle(data: LetGoData): string {
  const last = data.trails.at(-1);
  if (!last || !isOver(data)) return 'Let σ go, and see where its estimated gradient takes it';
  const opposite = data.trails.findLast(
    (trail) => [verdictOf(trail, data), verdictOf(last, data)].sort().join() === 'right,wrong',
  );
  if (!opposite) return `Let σ go: ${fateOf(last, data)}`;
  const [right, wrong] = verdictOf(last, data) === 'right' ? [last, opposite] : [opposite, last];
  return `Let σ go: ε = ${epsilonText(right)} lowers the loss, ε = ${epsilonText(wrong)} goes the wrong way`;
}

/** Epsilon as it was set: no digits that say nothing. */
export const epsilonText = ({ epsilon }: Trail) => String(epsilon).replace('-', '−');

function fateOf(trail: Trail, data: LetGoData): string {
  const name = `ε = ${epsilonText(trail)}`;
  const path = `from ${short(trail.sigmas[0])} to ${short(trail.sigmas.at(-1)!)}`;
  switch (verdictOf(trail, data)) {
    case 'right':
      return `${name} takes it ${path}, and the loss falls`;
    case 'wrong':
      return `${name} takes it the wrong way, ${path}`;
    case 'far':
      return `${name} takes it too far, ${path}`;
    case 'still':
      return `${name} changes the loss by nothing that shows`;
  }
}

/** Says where the loss is least, where the ball lies, and where every trail has led. */
export function describeLetGo(data: LetGoData): string {
  const { sigma, exact, trails } = data;
  if (exact === null) return 'The expected loss is still being computed.';
  const least = interiorMinimum(data);
  const place = least
    ? `The expected loss is least, ${formatNumber(least.loss)}, at sigma ${short(least.sigma)}.`
    : 'The expected loss is least at an end of the curve.';
  const ball = `The ball lies at sigma ${formatNumber(sigma)}, where the loss is ${formatNumber(exact)}.`;
  const ways = isOver(data)
    ? trails.map(
        (trail) =>
          `With epsilon ${epsilonText(trail)} sigma went from ${short(trail.sigmas[0])} to ${short(trail.sigmas.at(-1)!)} in ${trail.sigmas.length - 1} steps, and the loss from ${formatNumber(trail.losses[0])} to ${formatNumber(trail.losses.at(-1)!)}: ${WORDS[verdictOf(trail, data)]}.`,
      )
    : ['It is on its way.'];
  return [place, ball, ...ways].join(' ');
}

/** A trail in a few words. */
export const WORDS = {
  right: 'the right way',
  wrong: 'the wrong way',
  far: 'too far',
  still: 'no change',
} as const;
