import { formatNumber } from '../../charts/shared/format';
import { groupDigits } from '../../ui/figure/source';
import type { ShownQuery } from './model';
import { SLOW, swapOf } from './neighbourhood';
import type { EvaluatedRun } from './results';

const countWord = (right: number, k: number) => {
  if (k === 1) return right === 1 ? 'The nearest is right' : 'The nearest is wrong';
  if (right === k) return `All ${k} are right`;
  if (right === 0) return `None of the ${k} is right`;
  return `${right} of the ${k} ${right === 1 ? 'is' : 'are'} right`;
};

/**
 * What holds of one draw: how many of y* have the class of the query, and what the loss would swap.
 * @param nameOf the class of a candidate, in words
 */
export function queryTitle(
  shown: ShownQuery | null,
  nameOf: (candidate: number) => string,
): string {
  if (!shown?.right) return 'Who is nearest to your drawing?';
  const { predictions, right, view } = shown;
  const { prediction } = predictions;
  const told = countWord([...prediction].filter((i) => right[i]).length, prediction.length);
  const { dropped, taken } = swapOf(predictions);
  if (taken.length === 0) return `${told}; the loss would change nothing`;
  if (taken.length > 1) {
    const which = taken.every((i) => right[i])
      ? ' for right ones'
      : dropped.every((i) => right[i])
        ? ' away'
        : '';
    return `${told}; the loss would swap ${taken.length}${which}`;
  }
  const [from, to] = [view.distances[dropped[0]], view.distances[taken[0]]];
  const kind = to > from ? 'a farther' : to < from ? 'a nearer' : 'another';
  return `${told}; the loss would swap one for ${kind} ${nameOf(taken[0])}`;
}

/** What to look for, in a line: of all draws, or of the stage of one that is shown. */
export function querySentence(
  shown: ShownQuery | null,
  stage: number | null,
  samples: number,
): string {
  const { k = 1, scale = 0, epsilon = -1 } = shown ?? {};
  const nearest = k === 1 ? 'nearest' : `${k} nearest`;
  switch (stage) {
    case SLOW.distances:
      return `Every candidate lies at its distance from the query; links lead to the ${nearest}.`;
    case SLOW.noise:
      return scale > 0
        ? `One draw of the noise, of scale ${formatNumber(scale, 2)}, moves every candidate nearer or farther.`
        : 'There is no noise here: nobody moves.';
    case SLOW.top:
      return `The ${nearest} now: that is the prediction y*. A cross marks the wrong ones.`;
    case SLOW.augmented:
      return `The loss moves the right ones once more. Dashed, the ${nearest} then: y*(ε).`;
    case SLOW.difference:
      return 'What only one of the two predictions has is the gradient of this query.';
    case SLOW.update:
      return epsilon < 0
        ? 'The weights move: what y*(ε) took comes nearer, what it dropped goes away.'
        : 'The weights move: what y*(ε) took goes away, what it dropped comes nearer.';
    default:
      return `Width of a link: share of ${groupDigits(samples)} draws in which it leads to one of the ${nearest}; dashed, with the loss.`;
  }
}

/** The same of the machine, in which nothing lies in the plane. */
export function machineSentence(shown: ShownQuery | null, stage: number | null): string {
  if (stage === null)
    return 'One query on its way, with the numbers of this moment; a slow step walks through it.';
  return stage === SLOW.distances
    ? 'The network puts all images in space: the nearer to the query, the higher the score.'
    : querySentence(shown, stage, 1);
}

/** What follows the sentence where a test image is asked for that the set does not have; '' where it has it. */
export const absentQuery = (query: number, images: number): string =>
  query < images ? '' : ` The set has no test image ${groupDigits(query + 1)}.`;

const resultWords = ({ id, name, step, recorded, result: { accuracy, k } }: EvaluatedRun) => {
  const right = accuracy.right[accuracy.ks.indexOf(k)];
  const images = groupDigits(accuracy.images);
  // a run may have trained on since it was tested
  const at = id !== '' && !recorded ? ` at step ${groupDigits(step)}` : '';
  const of = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}${at}`;
  return {
    of,
    wrong: accuracy.images - right,
    told: `${images} test images`,
    share: right / accuracy.images,
  };
};

/** How many test images are right in a test of everything. */
export function testTitle(evaluated: EvaluatedRun | null): string {
  if (!evaluated) return 'Test the classifier on every test image';
  const { of, share, told } = resultWords(evaluated);
  return `${of}: ${(100 * share).toFixed(2)}% of ${told} are right with k = ${evaluated.result.k}`;
}

/** How many are wrong. */
export function hardestTitle(evaluated: EvaluatedRun | null): string {
  if (!evaluated) return 'The hardest queries';
  const { of, wrong, told } = resultWords(evaluated);
  const are = wrong === 1 ? 'is' : 'are';
  return `${of}: ${wrong} of ${told} ${are} wrong with k = ${evaluated.result.k}`;
}
