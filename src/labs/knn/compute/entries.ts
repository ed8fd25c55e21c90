import { NoRoomError } from '../../../core/no-room';
import { FROZEN_STEP } from '../experiment/query';
import { isRelaxed } from '../experiment/spec';
import type {
  DistanceRows,
  EntryCounts,
  TopKKnobs,
} from '../../../gpu/kernels/perturbed-top-k/layout';
import { countEntries } from '../../../gpu/kernels/perturbed-top-k/perturbed-top-k.cpu';
import type { GraphicsDesk } from './graphics';
import type { EntriesReply, EntriesRequest } from './protocol';

/** Shares of frozen draws in which candidates are chosen: on the device, or by its CPU twin. */
export async function entryShares(
  request: EntriesRequest,
  desk: GraphicsDesk,
): Promise<EntriesReply> {
  const rows = rowsOf(request);
  const knobs = knobsOf(request);
  const shares = (counts: Uint32Array) => Float64Array.from(counts, (n) => n / request.samples);
  const replyOf = (counts: EntryCounts, backend: EntriesReply['backend']): EntriesReply => ({
    entered: shares(counts.entered),
    enteredAugmented: request.fits && shares(counts.enteredAugmented),
    backend,
  });
  const graphics = await desk.get();
  if (graphics) {
    try {
      return replyOf(await graphics.count(rows, knobs), 'webgpu');
    } catch (error) {
      // what is out of range is so on the CPU too
      if (error instanceof RangeError) throw error;
      if (!(error instanceof NoRoomError)) desk.leave(graphics, error);
    }
  }
  return replyOf(countEntries(rows, knobs), 'cpu');
}

/** The query once per noise scale. */
function rowsOf({ distances, fits, scales }: EntriesRequest): DistanceRows {
  const candidates = distances.length;
  const [queries, cells] = [scales.length, scales.length * candidates];
  return {
    queries,
    candidates,
    distances: Float32Array.from({ length: cells }, (_, i) => distances[i % candidates]),
    fits: Uint8Array.from({ length: cells }, (_, i) => fits?.[i % candidates] ?? 0),
    scales: Float32Array.from(scales),
  };
}

const knobsOf = ({ knobs, setup, samples, distances }: EntriesRequest): TopKKnobs => ({
  ...knobs,
  k: Math.min(knobs.k, distances.length),
  sigma: 1,
  seed: setup.seed,
  step: FROZEN_STEP,
  samples,
  sharedNoise: true,
  relaxed: isRelaxed(setup.method),
});
