import type { Projection } from '../../../core/projection/pca';
import { partsOf } from '../experiment/networks';
import type { Scatter, ScatterRequest } from './protocol';
import type { TrainedEmbedding } from './trained';

/**
 * Images of both parts of a set in the plane of the main directions of their embeddings.
 * @param projectionOf the projection whose last picture the one of this key follows
 */
export async function scatterOf(
  { setup, key, train, test }: Pick<ScatterRequest, 'setup' | 'key' | 'train' | 'test'>,
  { set, step, embed }: Pick<TrainedEmbedding, 'set' | 'step' | 'embed'>,
  projectionOf: (key: string) => Pick<Projection, 'project'>,
): Promise<Scatter> {
  const first = await embed(set.train, train);
  const second = await embed(set.test, test);
  const count = first.count + second.count;
  const values = joined(first.values, second.values);
  const projection = projectionOf(`${key} ${count}`);
  const { positions, share } = projection.project(values, count, partsOf(setup).dimensions);
  const labels = new Uint8Array(count);
  labels.set(set.train.labels.subarray(0, first.count));
  labels.set(set.test.labels.subarray(0, second.count), first.count);
  return {
    step,
    positions: positions.slice(),
    labels,
    train: first.count,
    test: second.count,
    share: share[0] + share[1],
  };
}

function joined(first: Float32Array, second: Float32Array): Float32Array {
  const all = new Float32Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
