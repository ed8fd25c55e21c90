import {
  biasDips,
  cellNear,
  errorAt,
  regimeAt,
  sharesOf,
  stepsWrongAt,
  valley,
} from '../../core/maps/regimes';
import { TRAINING_STEPS, trainingShares, type TrainingShares } from '../../core/maps/training';
import { formatNumber, formatPercent, formatTick } from '../shared/format';
import { leastLoss, pointCell, type RegimeMapData } from './model';

/** The ends of an axis: those of a part of the map have up to six digits. */
const ends = ([least, most]: readonly [number, number]) =>
  `${formatTick(least)} to ${formatTick(most)}`;

const percent = (share: number) => formatPercent(share, 2);

/** What holds at the point, by the rule of its regime; of trainings what they do to the loss. */
export function regimeMapTitle(data: RegimeMapData): string {
  const { draws, epsilon } = data;
  if (data.quantity === 'trained') return trainedTitle(sharesOfTraining(data));
  const { map, at } = pointCell(data);
  const wrong = stepsWrongAt(map, at);
  const regime = regimeAt(map, at, draws);
  switch (regime) {
    case 'useful':
      return wrong
        ? `Useful for the scores, not for σ: its step goes the wrong way`
        : `Useful: the gradient of the scores is off by ${percent(errorAt(map, at, draws))} of its length`;
    case 'less':
    case 'more':
      return `ε = ${formatNumber(epsilon, 2)} is too strong: it asks for ${regime} noise, ${wrong ? 'the wrong way' : 'as is right here'}`;
    case 'frozen':
      return `Frozen: of ${draws} draws less than one is expected to leave the likeliest y*`;
    case 'loud':
      return `Loud: the average of ${draws} draws is mostly spread, for ${percent(map.cells.differ[at])} of them differ`;
  }
}

/** What trainings do; null while there are none. */
const sharesOfTraining = ({ map, training, draws }: RegimeMapData): TrainingShares | null =>
  training ? trainingShares(map, training, draws) : null;

const trainedTitle = (shares: TrainingShares | null): string =>
  shares
    ? `${TRAINING_STEPS} steps lower the loss in ${percent(shares.lower)} of the map and raise it in ${percent(shares.higher)}`
    : 'Where does training lower the loss?';

/** Whether the picture of one step tells what a training comes to. */
function trainedSentence({ training, ...data }: RegimeMapData): string {
  const shares = sharesOfTraining({ training, ...data });
  if (!training || !shares) return 'The trainings are being computed.';
  const { lowerWhereUseful, higherWhereWrong } = shares;
  const steps = training.draws === null ? 'by expected steps' : `by ${training.draws} draws a step`;
  const told = [
    ...(Number.isNaN(lowerWhereUseful)
      ? []
      : [`of the cells with an error below half ${percent(lowerWhereUseful)} end lower`]),
    ...(Number.isNaN(higherWhereWrong)
      ? []
      : [`of those where σ first steps the wrong way ${percent(higherWhereWrong)} end higher`]),
  ];
  const predicted = told.length > 0 ? `: ${told.join(', ')}` : '';
  return `Every cell trains μ and σ from its own σ with its ε, ${steps}${predicted}.`;
}

/**
 * What to look for, with the best epsilon at the sigma of the point.
 * @param point what it is
 */
export function regimeMapSentence(
  data: RegimeMapData,
  point = 'the σ and the ε of the whole lab',
): string {
  const { map, sigma, epsilon, draws } = data;
  if (data.quantity === 'trained') return trainedSentence(data);
  const column = cellNear(map.grid, sigma, epsilon) % map.grid.sigmas.length;
  const best = valley(map, 1, draws)[column];
  const advice = Number.isNaN(best)
    ? 'no ε above 0 stands out'
    : `the best ε above 0 is about ${formatNumber(best, 2)}`;
  const ridge = biasDips(map, -1, column)
    ? '; the ridge below 0 is a dip of the bias, which changes its sign there: no advice'
    : '';
  return `Drag the point: it is ${point}. At σ = ${formatNumber(sigma, 2)} ${advice}${ridge}.`;
}

/** How much of the map is good for what, where the least loss is, and what holds at the point. */
export function describeRegimeMap(data: RegimeMapData): string {
  const { map, draws, sigma, epsilon } = data;
  const { belowLength, belowHalf, wrong } = sharesOf(map, draws);
  const least = leastLoss(map);
  const here = pointCell(data);
  const error = errorAt(here.map, here.at, draws);
  const measured = map.samples ? `, measured on ${map.samples} draws` : '';
  return [
    `A map of the noise scale from ${ends(data.sigmaBounds)} and of the loss weight on both sides of 0, in size from ${ends(data.epsilonBounds)}${measured}.`,
    `With estimates of ${draws} draws the error of the gradient is below its length in ${percent(belowLength)} of the map, below half of it in ${percent(belowHalf)}; sigma steps the wrong way in ${percent(wrong)}.`,
    ...(data.quantity === 'trained'
      ? [`${trainedTitle(sharesOfTraining(data))}.`, trainedSentence(data)]
      : []),
    least
      ? `The expected loss is least at sigma ${formatNumber(least.sigma, 2)}.`
      : 'The expected loss has no least value inside the map.',
    `The point is at sigma ${formatNumber(sigma)} and epsilon ${formatNumber(epsilon)}, where the error is ${Number.isNaN(error) ? 'not defined' : percent(error)} of the length, ${percent(here.map.cells.differ[here.at])} of the draws differ, and the step of sigma goes the ${stepsWrongAt(here.map, here.at) ? 'wrong' : 'right'} way.`,
  ].join(' ');
}
