import { checkFinite, checkLength, checkVector } from '../checks';
import type { Loss } from './loss';

/**
 * Any number for each structure. It has no gradient: between structures it is not defined.
 * @param structures as vectors [dim], in the order of the losses
 * @throws RangeError for a number that is not finite, sizes that do not fit, and when asked for the loss
 *   of what is none of the structures
 */
export function tableLoss(
  structures: readonly ArrayLike<number>[],
  losses: ArrayLike<number>,
): Loss {
  checkFinite('losses', losses);
  if (structures.length < 1) throw new RangeError('a table of losses needs a structure');
  checkLength('losses', losses, structures.length);
  const dim = structures[0].length;
  const rows = structures.map((y, s) => {
    checkVector(`structures[${s}]`, y, dim);
    return Float64Array.from(y);
  });
  return {
    name: 'table',
    dim,
    value(y) {
      for (let s = 0; s < rows.length; s++) if (equals(rows[s], y)) return losses[s];
      throw new RangeError(`no loss is known for ${Array.from(y).join(', ')}: not a structure`);
    },
  };
}

function equals(row: Float64Array, y: ArrayLike<number>): boolean {
  for (let i = 0; i < row.length; i++) if (row[i] !== y[i]) return false;
  return true;
}
