import { formatFixed, formatList, formatPercent } from '../shared/format';
import { STRUCTURES, type FewNoisesData } from './layout';

/** Mass below which two laws are the same to every digit that is shown. */
const SAME = 5e-5;

/** Whether few noises give the Gibbs law, and how much of it they misplace. */
export function fewNoisesTitle({ coupling, distance }: FewNoisesData): string {
  if (distance >= SAME) {
    return `Few noises are not Gibbs: ${formatPercent(distance)} of the mass lies elsewhere`;
  }
  return coupling === 0
    ? 'Without coupling, few noises are Gibbs too'
    : 'At this coupling and noise scale, few noises are as good as Gibbs';
}

/** What is compared, and what a noise per structure does. */
export function fewNoisesSentence({ structuresDistance }: FewNoisesData): string {
  const own =
    structuresDistance < SAME
      ? 'its law is Gibbs exactly'
      : `${formatPercent(structuresDistance)} lies elsewhere too`;
  return `Two variables of 0 or 1: a 1 scores 0.5 in the first and −0.3 in the second, being the same scores c. With a noise for each of the four structures ${own}. Drag c.`;
}

/** Says the shares of the four structures under the three laws, and their distance. */
export function describeFewNoises(data: FewNoisesData): string {
  const { structures, variables, gibbs, coupling, distance } = data;
  const list = (shares: readonly number[]) =>
    formatList(shares.map((share, y) => `${STRUCTURES[y]} ${formatFixed(share, 3)}`));
  return [
    `Two binary variables with coupling ${formatFixed(coupling, 2)}.`,
    `With noise per structure the shares are ${list(structures)};`,
    `with noise per variable ${list(variables)};`,
    `the Gibbs law has ${list(gibbs)}.`,
    `With noise per variable ${formatPercent(distance)} of the mass lies elsewhere than in the Gibbs law.`,
  ].join(' ');
}
