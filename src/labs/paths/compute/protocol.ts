import type { Call } from '../../../compute/service';
import type { AdvanceAnswer, AdvanceLimits, AskedRun } from '../../../core/training/exchange';
import type { StopRule } from '../../../core/training/stop';
import type { PathDraws } from '../experiment/draws';
import type { CostGradient } from '../experiment/gradients';
import type { TwoLaws } from '../experiment/laws';
import type { Path, PathProblem } from '../experiment/problem';
import type { PathsRecord, PathsState } from '../experiment/run';
import type { PathsKnobs, PathsSetup } from '../experiment/spec';
import type { Walk } from '../experiment/walk';
import type { SweepPoint } from '../experiment/sweep';

export interface DrawsRequest {
  readonly problem: PathProblem;
  readonly samples: number;
}

export interface DrawsReply extends PathDraws {
  readonly problem: PathProblem;
}

export interface GradientsRequest extends DrawsRequest {
  /** The path that is wanted. */
  readonly target: Path;
  readonly epsilon: number;
  readonly lambda: number;
}

export interface GradientsReply extends GradientsRequest {
  readonly gradients: readonly CostGradient[];
}

export interface SweepReply extends DrawsRequest {
  /** Of all noise scales: that of the problem does not count. */
  readonly points: readonly SweepPoint[];
}

export interface LawsReply extends DrawsRequest {
  /** Of forward paths under normal noise, whatever the problem says of either. */
  readonly laws: TwoLaws;
}

/** A run on the page is of so many of the maps that are generated. */
export interface TrainedSetup extends PathsSetup {
  readonly maps: number;
}

export type PathsAsked = AskedRun<TrainedSetup, PathsKnobs, StopRule, PathsState>;

export interface AdvanceRequest {
  readonly runs: readonly PathsAsked[];
  readonly limits: AdvanceLimits;
  readonly settings: TestSettings;
}

/** Held-out maps, and the steps between two tests on them; the first steps have more. */
export interface TestSettings {
  readonly tests: number;
  readonly every: number;
}

/** A test on held-out maps. */
export interface TestRecord {
  readonly step: number;
  /** Share of the maps whose path costs no more than the cheapest. */
  readonly optimal: number;
  /** Share of the maps with a path at all. */
  readonly valid: number;
  /** Mean over those of the cost over that of the cheapest. */
  readonly ratio: number;
  readonly maps: number;
}

export type AdvanceReply = AdvanceAnswer<PathsState, PathsRecord, TestRecord>;

/** Held-out maps as a network sees them. */
export interface LookRequest {
  readonly setup: PathsSetup;
  /** Its weights; null for those that it begins with. */
  readonly params: Float32Array | null;
  /** Numbers of the maps. */
  readonly maps: readonly number[];
}

/** A held-out map and what a network makes of it. */
export interface SeenMap {
  /** Cells of the path that it takes; of a fit of the path itself any cells. */
  readonly taken: Uint8Array;
  /** Its costs of the cells. */
  readonly costs: Float32Array;
}

export interface LookReply {
  readonly maps: readonly SeenMap[];
}

/** A held-out map as it is. */
export interface HeldOutMap {
  readonly number: number;
  /** Picture [SIDE, SIDE, 3], 0 to 255. */
  readonly pixels: Uint8Array;
  readonly costs: Float32Array;
  /** Cells of a cheapest path. */
  readonly path: Uint8Array;
}

/** The first map of the step that a run is about to make. */
export interface WalkRequest {
  readonly setup: TrainedSetup;
  readonly knobs: PathsKnobs;
  /** Steps that it has made, and its weights; null for those that it begins with. */
  readonly step: number;
  readonly params: Float32Array | null;
}

export interface WalkReply extends Walk {
  /** Its number among the training maps. */
  readonly map: number;
  readonly pixels: Uint8Array;
}

/** What the lab of paths can be asked. */
export type PathsCalls = {
  draws: Call<DrawsRequest, DrawsReply>;
  gradients: Call<GradientsRequest, GradientsReply>;
  sweep: Call<DrawsRequest, SweepReply>;
  laws: Call<DrawsRequest, LawsReply>;
  advance: Call<AdvanceRequest, AdvanceReply>;
  /** The state of a run wherever it has got to; null where it is not kept. */
  snapshot: Call<number, PathsState | null>;
  /** Held-out maps by their numbers. */
  heldOut: Call<readonly number[], readonly HeldOutMap[]>;
  look: Call<LookRequest, LookReply>;
  walk: Call<WalkRequest, WalkReply>;
};
