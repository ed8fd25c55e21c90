import { remembering } from '../../../compute/remember';
import type { NetworkSpec } from '../../../core/networks/layers';
import { createProjection } from '../../../core/projection/pca';
import type { ImageSet } from '../../../data/images';
import { createCpuNetwork } from '../../../simd/networks/cpu';
import { partsOf } from '../experiment/networks';
import type { KnnSetup } from '../experiment/spec';
import type { KnnNetworks } from './networks';
import { batchOf } from './batch';
import type {
  Batch,
  BatchRequest,
  QueryRequest,
  QueryView,
  Scatter,
  ScatterRequest,
  Trained,
} from './protocol';
import { queryOf } from './query';
import { scatterOf } from './scatter';
import { openTrained } from './trained';
import type { FixedWeights } from './weights';

/** What a trained embedding looks like: many images in a plane, one query among candidates, a batch. */
export function createPictures(
  open: (dataset: string) => Promise<ImageSet>,
  networks: Pick<KnnNetworks, 'pictures'>,
  weightsOf: (trained: Trained) => Promise<FixedWeights | null>,
) {
  const projections = remembering(8, () => createProjection());
  const noiseNetworks = remembering(3, (spec: NetworkSpec) => createCpuNetwork(spec, 1));
  const noiseOf = (setup: KnnSetup) => {
    const { noise } = partsOf(setup);
    return noise && noiseNetworks(setup.network, noise);
  };

  return {
    async scatter(request: ScatterRequest): Promise<Scatter | null> {
      const trained = await openTrained(request, open, networks, weightsOf);
      return trained && scatterOf(request, trained, (key) => projections(key, null));
    },
    async query(request: QueryRequest): Promise<QueryView | null> {
      const trained = await openTrained(request, open, networks, weightsOf);
      if (!trained) return null;
      const projection = projections(`query ${request.key}`, null);
      return queryOf(request, trained, noiseOf(request.setup), projection);
    },
    async batch(request: BatchRequest): Promise<Batch | null> {
      const trained = await openTrained(request, open, networks, weightsOf);
      return trained && batchOf(request, trained, noiseOf(request.setup));
    },
  };
}
