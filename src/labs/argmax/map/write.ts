import type { AskedProgram } from '../../kit/spec';
import { toProblem } from '../params';
import { mapProgram } from '../programs/map';
import { boundsOf } from './model';
import { besideOf, type MapValues } from './params';

/** The map of the page, and the one beside it, as a program. */
export function write({
  values,
  origin,
}: Pick<AskedProgram<MapValues, unknown>, 'values' | 'origin'>): string {
  const other = besideOf(values);
  const maps = (other ? [values, other] : [values]).map((own) => {
    return { problem: toProblem(own), batch: own.batch, draws: Number(own.draws) };
  });
  const { sigmaBounds: sigmas, epsilonBounds: epsilons } = boundsOf(values);
  return mapProgram(maps, { sigmas, epsilons, trained: values.map === 'trained', origin });
}
