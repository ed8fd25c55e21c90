import { createRng } from '../../../../core/rng/rng';
import type { Network } from '../../../../core/networks/plain';
import { layersOf, partsOf } from '../networks';
import { outputSize, type NetworkSpec } from '../../../../core/networks/layers';
import type { TrainingImages } from '../batch';
import type { EmbeddingSource } from '../source';
import { paperKnobs, type KnnSetup } from '../spec';
import { normals } from '../../../../core/neighbours/testing/numbers';

/** All layers in one thread, by the networks of `create`. */
export function createTestSource(
  setup: KnnSetup,
  create: (spec: NetworkSpec) => Network,
): EmbeddingSource {
  const parts = partsOf(setup);
  const { noise, noiseAt, headAt, size } = parts;
  const network = create(layersOf(parts));
  const noiseNetwork = noise && create(noise);
  const noiseOutputs = noise && outputSize(noise);
  return {
    forward(params, images, count, queries) {
      const embeddings = network.forward(params.subarray(0, noiseAt), images, count);
      const sigma =
        noiseNetwork?.forward(params.subarray(noiseAt, headAt), images, queries) ?? null;
      if (sigma && sigma.length !== queries * noiseOutputs!) throw new Error('wrong outputs');
      return { embeddings, sigma };
    },
    backward(dEmbeddings, dSigma) {
      const gradient = new Float32Array(size);
      network.backward(dEmbeddings, gradient.subarray(0, noiseAt));
      noiseNetwork?.backward(dSigma, gradient.subarray(noiseAt, headAt));
      return gradient;
    },
  };
}

const SIDE = 16;

/** Images of two classes, half each: a bar that lies or stands, somewhere, and noise over it. */
export function barImages(count: number, seed: number): TrainingImages {
  const pixels = normals(count * SIDE * SIDE, seed, 0.7);
  const rng = createRng(seed, 'knn/tests/bars');
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
  labels.forEach((label, image) => {
    const at = 3 + (rng.word(1, image) % (SIDE - 6));
    for (let i = 2; i < SIDE - 2; i++) {
      const [y, x] = label ? [i, at] : [at, i];
      pixels[(image * SIDE + y) * SIDE + x] += 2;
    }
  });
  const size = SIDE * SIDE;
  return {
    count,
    labels,
    inputs: (numbers) =>
      Float32Array.from(
        { length: numbers.length * size },
        (_, i) => pixels[numbers[Math.floor(i / size)] * size + (i % size)],
      ),
  };
}

export const barSetup: KnnSetup = {
  dataset: 'bars',
  input: [SIDE, SIDE, 1],
  classes: 2,
  network: 'compact',
  method: 'direct',
  scale: 'fixed',
  seed: 1,
};

/** Knobs with which a step takes milliseconds. */
export const barKnobs = { ...paperKnobs, k: 3, queries: 6, candidates: 14 };
