import type { OpenDevice } from '../device';
import { prepareDispatch, type Dispatch } from './dispatch';
import { gridOf } from './step';
import meanText from './mean-places.wgsl?raw';
import backText from './mean-places-back.wgsl?raw';

const SIZE = 256;

/** Maps [count, places, channels], their means [count, channels], and the gradients in both. */
export interface MeanParts {
  readonly count: number;
  readonly places: number;
  readonly channels: number;
  readonly maps: GPUBuffer;
  readonly means: GPUBuffer;
  readonly dMeans: GPUBuffer;
  readonly dMaps: GPUBuffer;
}

/**
 * The mean over all places of a map.
 * @throws GpuError when the device fails
 */
export async function createMeanPlaces(
  open: OpenDevice,
  { count, places, channels, maps, means, dMeans, dMaps }: MeanParts,
): Promise<{ readonly forward: Dispatch; readonly backward: Dispatch }> {
  const constants = `
    const COUNT = ${count}u;
    const PLACES = ${places}u;
    const CHANNELS = ${channels}u;
  `;
  const [forward, backward] = await Promise.all([
    prepareDispatch(open, {
      key: `mean-places ${count} ${places} ${channels}`,
      shader: () => constants + meanText,
      buffers: [maps, means],
      workgroups: [Math.ceil((count * channels) / SIZE)],
    }),
    prepareDispatch(open, {
      key: `mean-places-back ${count} ${places} ${channels}`,
      shader: () => constants + backText,
      buffers: [dMeans, dMaps],
      workgroups: gridOf(Math.ceil((count * places * channels) / SIZE), open),
    }),
  ]);
  return { forward, backward };
}
