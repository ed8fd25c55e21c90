import { NORM_EPSILON, NORM_MOMENTUM } from '../../core/networks/residual';

/** Threads of a workgroup. */
export const SIZE = 256;
/** The same of sums: these wait for each other, and a program takes long to compile much shared memory. */
const SUM_SIZE = 64;
/** Numbers, or fours of them, that a thread computes where it goes over a map. */
export const TURNS = 4;
const MAX_ACROSS = 32;
/** Workgroups that share the sums over a map, and the least rows that each of their threads adds. */
const SUM_WORKGROUPS = 2048;
const SUM_ROWS = 8;

/** Where a map [rows, channels] is cut for sums, and what its shaders are told of it. */
export interface NormGrid {
  readonly rows: number;
  readonly channels: number;
  /** Numbers side by side that a thread takes at once. */
  readonly lanes: 1 | 4;
  /** Fours of channels, or channels. */
  readonly columns: number;
  /** Columns and rows that the threads of a workgroup take at once. */
  readonly across: number;
  readonly down: number;
  /** Rows of one workgroup, and how many of these there are. */
  readonly chunk: number;
  readonly chunks: number;
}

export function normGrid(rows: number, channels: number): NormGrid {
  const lanes = channels % 4 === 0 ? 4 : 1;
  const columns = channels / lanes;
  const across = Math.min(MAX_ACROSS, 2 ** Math.ceil(Math.log2(columns)));
  const down = SUM_SIZE / across;
  const most = Math.max(1, Math.floor(SUM_WORKGROUPS / Math.ceil(columns / across)));
  const wanted = Math.min(most, Math.ceil(rows / (down * SUM_ROWS)));
  const chunk = down * Math.ceil(rows / (wanted * down));
  return {
    ...{ rows, channels, lanes, columns, across, down, chunk },
    chunks: Math.ceil(rows / chunk),
  };
}

/** Floats of the partial sums of a map. */
export const partialsOf = ({ chunks, channels }: NormGrid) => 2 * chunks * channels;

/** What the shaders of a map are told. */
export const constantsOf = (grid: NormGrid) => `
  const SIZE = ${SIZE}u;
  const SUM_SIZE = ${SUM_SIZE}u;
  const TURNS = ${TURNS}u;
  const EPSILON = ${NORM_EPSILON};
  const MOMENTUM = ${NORM_MOMENTUM};
  const ROWS = ${grid.rows}u;
  const CHANNELS = ${grid.channels}u;
  const COLUMNS = ${grid.columns}u;
  const ACROSS = ${grid.across}u;
  const DOWN = ${grid.down}u;
  const CHUNK = ${grid.chunk}u;
  const CHUNKS = ${grid.chunks}u;
`;
