import type { Call } from '../../../compute/service';
import type { AdvanceAnswer, AdvanceLimits, AskedRun } from '../../../core/training/exchange';
import type { TerrainName } from '../../../core/terrain/kinds';
import type { TerrainPart } from '../../../core/terrain/land';
import type { StopRule } from '../../../core/training/stop';
import type { PathDraws } from '../experiment/draws';
import type { CostGradient } from '../experiment/gradients';
import type { TwoLaws } from '../experiment/laws';
import type { Path, PathProblem } from '../experiment/problem';
import type { PathsJob, PathsResult } from '../experiment/repetition';
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

/** Maps that the reader has brought: Warcraft files, or pictures. */
export type OwnSource = 'warcraft' | 'own';

/** A map of 12 by 12 cells with its picture. */
export interface GivenRequest {
  readonly source: 'terrain' | OwnSource;
  /** Its number; beyond the last map they begin anew. */
  readonly map: number;
  /** Of which generated maps it is one. */
  readonly part: TerrainPart;
  /** Whether a trained network is to tell what its cells cost; of a picture without costs it always does. */
  readonly costsFrom: 'map' | 'network';
}

export interface GivenReply extends GivenRequest {
  /** How many maps there are; null of generated ones, which never end. */
  readonly count: number | null;
  /** [SIDE, SIDE, 3], 0 to 255. */
  readonly picture: Uint8Array;
  /** What its cells cost, in hundredths; null where nobody knows. */
  readonly costs: readonly number[] | null;
  /** The right path, where files tell it. */
  readonly path: Path | null;
  /** What the network believes that they cost, where it was asked. */
  readonly believed: readonly number[] | null;
}

export interface AddedFile {
  /** Without its folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface AddedMaps {
  /** What came last that can be used. */
  readonly added: OwnSource | null;
  /** What was wrong with files, one sentence each. */
  readonly problems: readonly string[];
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
  /** Null where the reader has brought no such maps. */
  given: Call<GivenRequest, GivenReply | null>;
  /** Keeps the reader's own maps. */
  addFiles: Call<readonly AddedFile[], AddedMaps>;
  /** Keeps land that the reader has painted, cell by cell, as a picture of their own. */
  addLand: Call<readonly TerrainName[], void>;
  /** A whole repetition of Figure 6; tells which share of it is done. */
  repetition: Call<PathsJob, PathsResult, number>;
  advance: Call<AdvanceRequest, AdvanceReply>;
  /** The state of a run wherever it has got to; null where it is not kept. */
  snapshot: Call<number, PathsState | null>;
  /** Held-out maps by their numbers. */
  heldOut: Call<readonly number[], readonly HeldOutMap[]>;
  look: Call<LookRequest, LookReply>;
  walk: Call<WalkRequest, WalkReply>;
};
