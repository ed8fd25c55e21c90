import { methods, type Method } from '../../../core/atlas/methods';
import { MAX_SAMPLES } from '../../../core/noise/run-noise';

/**
 * Cheapest paths on pictures of terrain (Berthet et al. 2020, section 5.3): a network gives every cell of a
 * map a cost, and learns from pictures and right paths alone. Costs are minus scores.
 */

/** Cells of a side of a map, and of a map. */
export const CELLS = 12;
export const MAP_CELLS = CELLS * CELLS;
/** Pixels of a side of a picture. */
export const SIDE = 96;

/**
 * `squared` predicts the path itself, without a solver; `costs` sees the true costs, which no other does: it
 * shows what the pictures tell.
 */
export const pathsMethods = ['fenchel-young', 'blackbox', 'direct', 'squared', 'costs'] as const;
export type PathsMethod = (typeof pathsMethods)[number];

export const networkNames = ['cells', 'pure', 'resnet'] as const;
export type NetworkName = (typeof networkNames)[number];

/** Those that are lists of layers. */
export const layeredNames = ['cells', 'pure'] as const satisfies readonly NetworkName[];
export type LayeredName = (typeof layeredNames)[number];

/** What of a setup says which network it has, where that is one. */
export interface LayeredSetup {
  readonly network: LayeredName;
}

export const isLayered = (setup: Pick<PathsSetup, 'network'>): setup is LayeredSetup =>
  setup.network !== 'resnet';

/** Noise that is added to costs, of two laws, or that multiplies them. */
export const noiseNames = ['normal', 'logistic', 'multiplicative'] as const;
export type NoiseName = (typeof noiseNames)[number];

/** What makes a run another run. */
export interface PathsSetup {
  readonly method: PathsMethod;
  readonly network: NetworkName;
  /** Seed of weights, batches and noise, 0 .. 2^32-1. */
  readonly seed: number;
}

/** What may change between two steps. */
export interface PathsKnobs {
  /** Maps per step. */
  readonly batch: number;
  readonly noise: NoiseName;
  /** Noise scale: of Fenchel-Young and direct loss. */
  readonly sigma: number;
  /** Noise samples per map. */
  readonly samples: number;
  /** Loss weight of direct loss: negative towards low loss. */
  readonly epsilon: number;
  /** Interpolation strength of the blackbox gradient. */
  readonly lambda: number;
  /** Learning rate of Adam. */
  readonly rate: number;
}

/** As section 5.3 has it; lambda is that of Vlastelica et al. (2020), epsilon ours. */
export const printedKnobs: PathsKnobs = {
  ...{ batch: 70, noise: 'normal', sigma: 1, samples: 1 },
  ...{ epsilon: -20, lambda: 20, rate: 5e-4 },
};

/** Noise as the released program has it. */
const released = { sigma: 0.1, samples: 3 } as const;

/** The compared methods with what belongs to each. */
export const pathsVariants = {
  direct: { ...methods['direct-fixed'], method: 'direct', knobs: {} },
  'fenchel-young': { ...methods['fenchel-young'], method: 'fenchel-young', knobs: {} },
  blackbox: { ...methods.blackbox, method: 'blackbox', knobs: {} },
  squared: { ...methods.squared, method: 'squared', knobs: {} },
  'true-costs': { ...methods['true-costs'], method: 'costs', knobs: {} },
  'fenchel-young-released': {
    ...methods['fenchel-young-released'],
    ...{ method: 'fenchel-young', knobs: released },
  },
  'fenchel-young-multiplicative': {
    ...methods['fenchel-young-multiplicative'],
    ...{ method: 'fenchel-young', knobs: { noise: 'multiplicative', sigma: 0.2 } },
  },
} as const satisfies Record<
  string,
  Method & { readonly method: PathsMethod; readonly knobs: Partial<PathsKnobs> }
>;

export type PathsVariant = keyof typeof pathsVariants;
export const variantNames = Object.keys(pathsVariants) as PathsVariant[];

/** Shares of a training after which the rate falls to a tenth: after 30 and 40 of 50 epochs. */
const DROPS = [0.6, 0.8] as const;

/** What the rate is multiplied by in a training of so many steps, after `step` of them. */
export const rateFactor = (step: number, steps: number) =>
  0.1 ** DROPS.filter((share) => step >= share * steps).length;

/** @throws RangeError naming the knob, its value and what would be right */
export function checkKnobs({ batch, samples, epsilon, lambda, sigma }: PathsKnobs): void {
  const whole = (name: string, value: number, max: number) => {
    if (Number.isInteger(value) && value >= 1 && value <= max) return;
    throw new RangeError(`${name} must be a whole number from 1 to ${max}, not ${value}`);
  };
  whole('batch', batch, 1e6);
  whole('samples', samples, MAX_SAMPLES);
  if (!(sigma >= 0)) throw new RangeError(`sigma must be at least 0, not ${sigma}`);
  if (!(lambda > 0)) throw new RangeError(`lambda must be above 0, not ${lambda}`);
  if (!Number.isFinite(epsilon) || epsilon === 0) {
    throw new RangeError(`epsilon must be a number that is not 0, not ${epsilon}`);
  }
}
