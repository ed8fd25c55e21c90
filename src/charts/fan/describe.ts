import { formatNumber } from '../shared/format';
import { countTouched, type FanData, type FanSideData } from './layout';

/** How many matchings each sign of epsilon touches, and the losses of these. */
export function describeFan(data: FanData): string {
  const { places, draws, prediction } = data;
  if (places.length === 0) return 'The scores are not finite numbers, so no matching is best.';
  const right = prediction[0];
  return [
    `All ${places.length} matchings of ${places[0].length} numbers, ordered by their loss, under ${draws} draws of common noise.`,
    `y* is the right one in ${right} draws.`,
    told(data, data.negative, 'lifts'),
    told(data, data.positive, 'presses'),
  ].join(' ');
}

function told({ losses, draws }: FanData, side: FanSideData, verb: string): string {
  const { epsilon, touched, same } = side;
  const count = countTouched(side);
  const start = `With epsilon ${formatNumber(epsilon)} the loss ${verb}`;
  if (count === 0) return `${start} nothing: y*(epsilon) is y* in all ${draws} draws.`;
  const at = Array.from(touched).flatMap((times, y) => (times > 0 ? [losses[y]] : []));
  const [least, most] = [Math.min(...at), Math.max(...at)].map((loss) => formatNumber(loss, 2));
  const range = least === most ? `of loss ${least}` : `of losses ${least} to ${most}`;
  const which = `${count === 1 ? 'one matching' : `${count} matchings`}, ${range}`;
  return `${start} ${which}; in ${same} draws nothing changes.`;
}
