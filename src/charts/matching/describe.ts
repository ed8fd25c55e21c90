import { formatList } from '../shared/format';
import { countDifferent, countRight, isRight, type MatchingData } from './layout';

/** How many numbers are in their places, which are not, and what the loss changes. */
export function describeMatching(data: MatchingData): string {
  const { numbers, prediction, augmented, truth, epsilon } = data;
  const d = numbers.length;
  const right = countRight(data, prediction);
  const sentences = [
    right === d
      ? `All ${d} numbers are in their right places.`
      : `${right} of ${d} numbers are in their right places.`,
  ];
  const wrong = Array.from({ length: d }, (_, j) => j).filter((j) => !isRight(data, prediction, j));
  if (wrong.length > 0 && wrong.length <= 6) {
    const told = wrong.map(
      (j) => `${numbers[j].toFixed(2)} is in place ${prediction[j] + 1} instead of ${truth[j] + 1}`,
    );
    sentences.push(`${formatList(told)}.`);
  }
  const differ = countDifferent(data);
  const aim = epsilon < 0 ? 'towards low loss' : 'towards high loss';
  sentences.push(
    differ === 0
      ? 'The loss-augmented prediction is the same, so the gradient is zero here.'
      : `The loss-augmented prediction, pulled ${aim}, differs in ${differ} links and has ${countRight(data, augmented)} right.`,
  );
  return sentences.join(' ');
}
