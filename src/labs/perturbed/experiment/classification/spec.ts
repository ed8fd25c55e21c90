import { embeddings, type LayeredName } from '../../../../core/networks/embeddings';
import type { NetworkSpec, Shape } from '../../../../core/networks/layers';
import type { LawName } from '../../../../core/noise/laws';

/**
 * Perturbed-max classification (Berthet et al. 2020, section 5.1): a network gives every class a score, and
 * the Fenchel-Young loss of the perturbed argmax is compared with cross-entropy.
 */

/** Cross-entropy, Fenchel-Young by samples and in closed form, the squared error of the perturbed mean. */
export const lossNames = ['cross-entropy', 'fenchel-young', 'exact', 'squared'] as const;
export type ClassLoss = (typeof lossNames)[number];

/** What makes a run the run it is, besides its data. */
export interface ClassSetup {
  readonly loss: ClassLoss;
  readonly network: LayeredName;
  /** Height, width and channels of an image. */
  readonly input: Shape;
  readonly classes: number;
  /** Seed of the first weights, the batches and the noise. */
  readonly seed: number;
}

export interface ClassKnobs {
  /** Learning rate of Adam. */
  readonly rate: number;
  /** Noise scale; 0 makes the sampled loss that of the perceptron. Cross-entropy has none. */
  readonly sigma: number;
  readonly law: LawName;
  /** Draws per image and step of the sampled loss. */
  readonly samples: number;
  /** Images of a step. */
  readonly batch: number;
}

export const defaultKnobs: Omit<ClassKnobs, 'sigma' | 'samples' | 'law'> = {
  rate: 1e-3,
  batch: 64,
};

/** The network of the neighbours' lab with a score per class on top. */
export const classifierOf = ({ network, input, classes }: ClassSetup): NetworkSpec => ({
  input,
  layers: [...embeddings[network], { kind: 'dense', units: classes, activation: 'none' }],
});
