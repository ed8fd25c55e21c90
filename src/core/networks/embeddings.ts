import type { NetworkSpec } from './layers';

/** What an embedding network is called in settings and files. */
export const embeddingNames = ['compact', 'lenet', 'resnet18'] as const;
export type EmbeddingName = (typeof embeddingNames)[number];

/** Those that are lists of layers: they run on every machine, ResNet18 on tfjs only. */
export const layeredNames = ['compact', 'lenet'] as const satisfies readonly EmbeddingName[];
export type LayeredName = (typeof layeredNames)[number];

/** Whether a network is a list of layers. */
export const isLayered = (name: EmbeddingName): name is LayeredName => name !== 'resnet18';

const conv = (kernel: number, filters: number) =>
  ({ kind: 'conv', kernel, filters, activation: 'relu' }) as const;
const pool = { kind: 'pool' } as const;
const dense = (units: number, activation: 'none' | 'relu' | 'softplus') =>
  ({ kind: 'dense', units, activation }) as const;

/**
 * The embedding networks h(x). `lenet` is that of the supplement for MNIST (its section 3.2);
 * `compact` has a fifteenth of its arithmetic and 64 dimensions, to train while one watches.
 */
export const embeddings: Record<LayeredName, NetworkSpec['layers']> = {
  compact: [conv(5, 8), pool, conv(5, 16), pool, dense(64, 'none')],
  lenet: [conv(5, 20), pool, conv(5, 50), pool, dense(500, 'relu')],
};

/** The networks of sigma(x): that of the supplement, and one to go with the compact embedding. */
export const noises: Record<LayeredName, NetworkSpec['layers']> = {
  compact: [conv(5, 4), pool, dense(1, 'softplus')],
  lenet: [conv(5, 20), pool, conv(5, 50), pool, dense(500, 'relu'), dense(1, 'softplus')],
};

/** Of the supplement for CIFAR-10, which goes with ResNet18. */
export const colourNoise: NetworkSpec['layers'] = [conv(5, 20), pool, dense(1, 'softplus')];
