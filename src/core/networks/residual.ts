import { normalQuantile } from '../noise/normal';
import { unitUniform, type Rng } from '../rng/rng';
import type { Shape } from './layers';

/**
 * One convolution with its batch normalisation, if any, and where its numbers lie in the parameter
 * vector: weights [kernel, kernel, in, out], scale [normalised] and offset [normalised] follow one
 * another from `weightsAt` on; its running mean and variance [normalised] start at `statisticsAt`.
 */
export interface Unit {
  readonly kernel: 1 | 3 | 7;
  readonly stride: 1 | 2;
  readonly input: Shape;
  readonly output: Shape;
  /** Channels of its normalisation: of the outputs, in the PreAct form of the inputs; 0 of one without. */
  readonly normalised: number;
  readonly weightsAt: number;
  readonly scaleAt: number;
  readonly offsetAt: number;
  readonly statisticsAt: number;
}

/** The two convolutions of a block and the one of its shortcut, as places in the list of units. */
export interface Block {
  readonly first: number;
  readonly second: number;
  readonly shortcut: number | undefined;
}

/**
 * The parameter vector: all units in the order first convolution, then block by block first
 * convolution, second convolution, shortcut if any; behind them, from `trainable` on, their running
 * statistics in the same order.
 */
export interface ResidualLayout {
  readonly units: readonly Unit[];
  readonly blocks: readonly Block[];
  /** Numbers with a gradient. */
  readonly trainable: number;
  /** Length of the vector. */
  readonly parameters: number;
  readonly outputSize: number;
}

/** A unit before it is known where the statistics lie. */
export type UnitShape = Pick<Unit, 'kernel' | 'stride' | 'input' | 'normalised'> & {
  readonly channels: number;
};

/** Lays units out one after the other. */
export function createUnits() {
  const units: Omit<Unit, 'statisticsAt'>[] = [];
  let at = 0;
  return {
    /** @returns its place in the list; its zeros keep the size of a map but for the stride */
    add({ kernel, stride, input, normalised, channels }: UnitShape): number {
      const [height, width, depth] = input;
      const output: Shape = [Math.ceil(height / stride), Math.ceil(width / stride), channels];
      const scaleAt = at + kernel * kernel * depth * channels;
      const offsetAt = scaleAt + normalised;
      units.push({
        ...{ kernel, stride, input, output, normalised },
        ...{ weightsAt: at, scaleAt, offsetAt },
      });
      at = offsetAt + normalised;
      return units.length - 1;
    },
    outputOf: (place: number): Shape => units[place].output,
    /** All of them, with the running statistics behind. */
    layout(blocks: readonly Block[], outputSize: number): ResidualLayout {
      const trainable = at;
      let statisticsAt = at;
      const placed = units.map((unit) => {
        const own = { ...unit, statisticsAt };
        statisticsAt += 2 * unit.normalised;
        return own;
      });
      return { units: placed, blocks, trainable, parameters: statisticsAt, outputSize };
    },
  };
}

/**
 * A parameter vector to start from: weights normal with variance 2 / (kernel^2 in) (He et al. 2015,
 * equation 10), scales 1, offsets 0, running means 0, running variances 1. Weight i of unit n is
 * part i of sample n of the generator.
 */
export function initialResidual({ units, parameters }: ResidualLayout, rng: Rng): Float32Array {
  const params = new Float32Array(parameters);
  const words = new Uint32Array(4);
  units.forEach((unit, n) => {
    const deviation = Math.sqrt(2 / (unit.kernel * unit.kernel * unit.input[2]));
    for (let at = unit.weightsAt, i = 0; at < unit.scaleAt; at++, i++) {
      if (i % 4 === 0) rng.block(n, i / 4, 0, words);
      params[at] = deviation * normalQuantile(unitUniform(words[i % 4]));
    }
    params.fill(1, unit.scaleAt, unit.offsetAt);
    params.fill(1, unit.statisticsAt + unit.normalised, unit.statisticsAt + 2 * unit.normalised);
  });
  return params;
}

/** What is added to a variance before its root is taken; PyTorch's default. */
export const NORM_EPSILON = 1e-5;

/** Share of a batch in the running statistics, whose variance is the unbiased one; PyTorch's default. */
export const NORM_MOMENTUM = 0.1;
