import type { LabelledImages } from '../../experiment/evaluation';
import type { PixelScale } from '../../experiment/networks';
import type { KnnRecord, KnnState } from '../../experiment/run';
import type { KnnKnobs, KnnSetup } from '../../experiment/spec';

/** Steps that one call makes at most: rows of the tables that are uploaded for it. */
export const MOST_STEPS = 64;

/**
 * A run whose weights, moments and images lie on a graphics device. Its state on this side stays whole
 * and consistent: the one that it was opened with, or that of the last `settle`, with the step that it is
 * of. Calls are made one after the other, each when the one before has been answered.
 */
export interface ResidentRun {
  /**
   * Makes steps on the device, from where it stands there; the state on this side is left as it is.
   * @param most 1 .. MOST_STEPS
   * @returns the records of the steps that were made, in their order, at least one; fewer than `most`
   *   where the step after them loses the numbers
   * @throws DivergedError where the first of the steps loses the numbers, having changed nothing: the run
   *   stands where it stood, can be settled, and goes on with other knobs. RangeError for knobs that can't
   *   be used and NoRoomError for batches that the device can't take, having changed nothing. GpuError where the device is lost, does not answer or refuses the
   *   work: what was made since the last `settle` is lost, and the run is of no use any more
   */
  advance(knobs: KnnKnobs, most: number): Promise<readonly KnnRecord[]>;
  /**
   * Brings the state up to where the run stands on the device: weights, moments, optimiser, epsilon,
   * growths and step, all in one go once they have arrived.
   * @throws GpuError having changed nothing of the state
   */
  settle(): Promise<void>;
  /** Bytes held on the device by this run alone. */
  readonly bytes: number;
  /** Lets go of what it holds on the device; the state stays as it is. Safe on a lost device. */
  destroy(): void;
}

/** What a run is opened with. */
export interface ResidentTask {
  readonly setup: KnnSetup;
  /** Where the run stands; changed in place by `settle` alone. */
  readonly state: KnnState;
  /** All training images, as they are stored. They and their labels are uploaded once per device. */
  readonly images: LabelledImages;
  readonly scale: PixelScale;
}

/**
 * @throws NoRoomError where the device can't bind the images; GpuError where it is lost or its memory is used up;
 *   RangeError for what it can't train
 */
export type OpenResidentRun = (task: ResidentTask) => Promise<ResidentRun>;
