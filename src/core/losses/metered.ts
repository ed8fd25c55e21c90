import type { Meter } from '../estimators/meter';
import type { Loss } from './loss';

/** The same loss, which counts how often it is asked, at structures (whole numbers) and between them. */
export function metered(loss: Loss, meter: Meter): Loss {
  const { gradient } = loss;
  return {
    ...loss,
    value(y) {
      meter.values++;
      return loss.value(y);
    },
    ...(gradient && {
      gradient(y: ArrayLike<number>, out: Float64Array) {
        if (isWhole(y)) meter.gradients++;
        else meter.relaxed++;
        return gradient(y, out);
      },
    }),
  };
}

function isWhole(y: ArrayLike<number>): boolean {
  for (let i = 0; i < y.length; i++) if (!Number.isInteger(y[i])) return false;
  return true;
}
