import { createPlainNetwork } from '../../../core/networks/plain';
import { createClassTraining } from '../compute/training';

/** Images of bars, 28 by 28: those of class c stand at column 2c. */
export function bars(count: number) {
  const side = 28;
  const pixels = new Uint8Array(count * side * side);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  for (let image = 0; image < count; image++) {
    for (let row = 0; row < side; row++) {
      pixels[(image * side + row) * side + 2 * labels[image]] = 255;
    }
  }
  return { count, pixels, labels };
}

/** The training of classifiers on bars, by the last layer alone: enough for them, and soon done. */
export const trainingOfBars = () => {
  let clock = 0;
  return createClassTraining({
    images: () => ({ train: bars(40), test: bars(20) }),
    createNetwork: ({ input, layers }) => createPlainNetwork({ input, layers: layers.slice(-1) }),
    now: () => clock++,
  });
};
