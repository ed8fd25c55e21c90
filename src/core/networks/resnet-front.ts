import { checkSize } from '../checks';
import type { Rng } from '../rng/rng';
import type { Shape } from './layers';
import { createUnits, initialResidual, type Block, type ResidualLayout } from './residual';

/**
 * The first five layers of ResNet18 (He, Zhang, Ren and Sun 2016) as Vlastelica et al. (2020) use them on
 * maps, and after them Berthet et al. (2020): a convolution of 7 x 7 with stride 2 and a padding of 3, batch
 * normalisation, relu, maxima over windows of 3 x 3 with stride 2 and a padding of 1, two basic blocks,
 *
 *   block(x) = relu(BN(conv(relu(BN(conv(x))))) + x)
 *
 * with convolutions of 3 x 3, padding 1 and no biases; then the maxima over windows of 2 x 2, and the mean over
 * all channels. There is one output for every 8 x 8 pixels, never below 0.
 */
export interface ResnetFrontSpec {
  /** Height and width are multiples of 8. */
  readonly input: Shape;
  /** Channels of all maps, a multiple of 4; default 64. */
  readonly width?: number;
}

/** Pixels of a side that an output stands for. */
const REACH = 8;

/** Where its numbers lie, and how large its maps are. `outputSize` is the number of its outputs. */
export interface ResnetFrontLayout extends ResidualLayout {
  /** What the first block takes: the maxima of what the first convolution gives. */
  readonly pooled: Shape;
  /** Rows and columns of the outputs. */
  readonly cells: readonly [rows: number, columns: number];
}

/** @throws RangeError for a width that is no multiple of 4, and for an input whose sides are no multiples of 8 */
export function resnetFrontLayout({ input, width = 64 }: ResnetFrontSpec): ResnetFrontLayout {
  checkSize('width', width);
  if (width % 4 !== 0) throw new RangeError(`width must be a multiple of 4, got ${width}`);
  const [height, breadth] = input;
  if (height % REACH !== 0 || breadth % REACH !== 0) {
    throw new RangeError(`the sides must be multiples of ${REACH}, got ${height} and ${breadth}`);
  }
  const units = createUnits();
  const alike = { normalised: width, channels: width } as const;
  const stem = units.add({ ...alike, kernel: 7, stride: 2, input });
  const [rows, columns] = units.outputOf(stem);
  const pooled: Shape = [rows / 2, columns / 2, width];
  const next = () => units.add({ ...alike, kernel: 3, stride: 1, input: pooled });
  const blocks = [0, 1].map((): Block => ({ first: next(), second: next(), shortcut: undefined }));
  const cells = [height / REACH, breadth / REACH] as const;
  return { ...units.layout(blocks, cells[0] * cells[1]), pooled, cells };
}

/** A parameter vector to start from. */
export const initialResnetFront = (spec: ResnetFrontSpec, rng: Rng): Float32Array =>
  initialResidual(resnetFrontLayout(spec), rng);
