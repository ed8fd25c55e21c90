import type { Points } from '../../../core/neighbours/nearest';
import type { ImageSet } from '../../../data/images';
import { embed, shapeOf, type LabelledImages } from '../experiment/evaluation';
import type { KnnNetworks } from './networks';
import type { Trained } from './protocol';
import type { FixedWeights } from './weights';

/** An embedding as it is looked at, with the images that it was trained for. */
export interface TrainedEmbedding extends FixedWeights {
  readonly set: ImageSet;
  /**
   * Embeddings of the first images, at most `count`.
   * @throws DivergedError if one of them is not finite
   */
  embed(images: LabelledImages, count: number): Promise<Points>;
}

/**
 * Opens what is to be looked at; null where its weights are to be sent.
 * @param weightsOf weights that stay as they are, asked for once the images are there
 */
export async function openTrained(
  trained: Trained,
  open: (dataset: string) => Promise<ImageSet>,
  networks: Pick<KnnNetworks, 'pictures'>,
  weightsOf: (trained: Trained) => Promise<FixedWeights | null>,
): Promise<TrainedEmbedding | null> {
  const { setup } = trained;
  const set = await open(setup.dataset);
  const weights = await weightsOf(trained);
  return (
    weights && {
      ...weights,
      set,
      async embed(images, count) {
        const network = await networks.pictures(setup);
        const range = { from: 0, to: Math.min(count, images.count) };
        return embed(network, weights.params, images, range, shapeOf(setup));
      },
    }
  );
}
