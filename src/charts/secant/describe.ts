import { formatNumber, formatTwoErrors } from '../shared/format';
import { pinPlace } from '../shared/pins';
import { epsilonText, NO_SLOPE, slopeText, type SecantData } from './model';
import { stepSlope } from './slopes';

/** How a slope compares with the exact one. */
export type Comparison = 'no slope' | 'wrong way' | 'flatter' | 'steeper' | 'alike';

/** Slopes this near to each other, relatively, are alike. */
const ALIKE = 0.02;

export function compareSlopes(slope: number, exact: number): Comparison {
  if (Math.abs(slope) < NO_SLOPE && Math.abs(exact) < NO_SLOPE) return 'no slope';
  if (Math.abs(slope - exact) <= ALIKE * Math.abs(exact)) return 'alike';
  if (slope * exact < 0 && Math.min(Math.abs(slope), Math.abs(exact)) > NO_SLOPE)
    return 'wrong way';
  return Math.abs(slope) < Math.abs(exact) ? 'flatter' : 'steeper';
}

const ENDINGS: Record<Exclude<Comparison, 'wrong way'>, string> = {
  'no slope': 'and here both are flat',
  alike: 'here about as steep as the tangent',
  flatter: 'here flatter than the tangent',
  steeper: 'here steeper than the tangent',
};

/** What the figure states: that the mean estimate is a secant where it is, and how it compares with the tangent. */
export function secantTitle(data: SecantData): string {
  const { constant, footPerEpsilon, slope, exact, name } = data;
  if (constant) return 'All predictions cost the same: the loss is flat';
  const comparison = compareSlopes(slope, exact);
  if (comparison === 'wrong way') return `At this ε direct loss points the wrong way for ${name}`;
  const subject = footPerEpsilon === null ? `Direct loss for ${name}` : 'Direct loss is a secant';
  return `${subject}, ${ENDINGS[comparison]}`;
}

/** What to look for, as it holds for these losses. */
export function secantSentence({ name, constant, footPerEpsilon }: SecantData): string {
  if (constant) return 'Give the classes different losses to see a slope.';
  return footPerEpsilon === null
    ? `The dashed line has the slope that the estimates have on average. ε gives it no foot: the classes beside ${name} differ in their losses.`
    : `The score of ${name} moves along the axis. ε puts the second foot, its sign says on which side; σ rounds the step.`;
}

/** The slopes in words. */
export function describeSecant(data: SecantData): string {
  const { name, score, value, exact, epsilon, slope, otherSlope, estimate, step } = data;
  const { footPerEpsilon, sigma } = data;
  const foot =
    footPerEpsilon === null
      ? ''
      : `, that of the secant to the score ${formatNumber(score + footPerEpsilon * epsilon)}`;
  const sentences = [
    `At sigma ${formatNumber(sigma)} and a score of ${formatNumber(score)} of class ${name} the expected loss is ${formatNumber(value)}, and its exact slope ${slopeText(exact)}.`,
    `The mean of the direct loss estimate is ${slopeText(slope)} at epsilon ${epsilonText(epsilon)}${foot}, and ${slopeText(otherSlope)} at epsilon ${epsilonText(-epsilon)}.`,
    step.below === step.above
      ? 'Without noise the loss does not depend on this score.'
      : `Without noise the loss steps from ${formatNumber(step.below, 2)} to ${formatNumber(step.above, 2)} at the score ${formatNumber(step.at)}; its slope at the present score is ${stepSlope(data)}.`,
  ];
  if (estimate) {
    sentences.push(
      `Measured: ${slopeText(estimate.value)} ${formatTwoErrors(estimate.standardError)}.`,
    );
  }
  for (const pin of data.pins ?? []) {
    sentences.push(
      `${pinPlace(pin)} the expected loss is ${formatNumber(pin.value)} and the mean of the estimate ${slopeText(pin.slope)}.`,
    );
  }
  return sentences.join(' ');
}
