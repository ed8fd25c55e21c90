import { isWeighted, type PlacedLayer, type WeightedPlace } from '../../core/networks/layers';
import type { Block } from './products';

/** One layer with the memory that networks share. Sizes are per image unless they say otherwise. */
export interface SharedStage {
  readonly place: PlacedLayer;
  /** Channels of the input as they lie in memory, and of the output. */
  readonly inChannels: number;
  readonly outChannels: number;
  readonly inSize: number;
  readonly outSize: number;
  /** Rows of the weight matrix: inputs that one output sees, padding included. */
  readonly fanIn: number;
  readonly weights: Block;
  readonly dWeights: Block;
  readonly dOut: Block;
}

export interface Stage extends SharedStage {
  readonly out: Block;
}

/** A stage of a layer that has weights. */
export type WeightedStage = Stage & { readonly place: WeightedPlace };

export const hasWeights = (stage: Stage): stage is WeightedStage => isWeighted(stage.place);
