import { cachedPipeline } from '../../pipelines';
import { bound, type Dispatch } from '../shared/bound';
import certifyShader from './certify.wgsl?raw';
import { CERTIFIERS, gridOf, type Lanes } from './layout';
import { assignmentShader } from './shader';
import solveShader from './solve.wgsl?raw';

/** What searches assignments of one size, and what checks them. */
export interface AssignmentPipelines {
  readonly solver: GPUComputePipeline;
  readonly certifier: GPUComputePipeline;
}

export async function assignmentPipelines(
  device: GPUDevice,
  n: number,
  lanes: Lanes,
): Promise<AssignmentPipelines> {
  const [solver, certifier] = await Promise.all([
    cachedPipeline(device, `assignment/solve/${n}/${lanes.kind}/${lanes.count}`, () =>
      assignmentShader(n, lanes, solveShader),
    ),
    cachedPipeline(
      device,
      `assignment/certify/${n}`,
      () => `const N = ${n}u;\nconst CERTIFIERS = ${CERTIFIERS}u;\n${certifyShader}`,
    ),
  ]);
  return { solver, certifier };
}

/** A batch on the device: `packBatch`, scores [count, n, n], prices and columns [count, n], slacks [count, 2]. */
export interface ResidentBatch {
  readonly batch: GPUBuffer;
  readonly scores: GPUBuffer;
  readonly prices: GPUBuffer;
  readonly columns: GPUBuffer;
  readonly slacks: GPUBuffer;
}

/** Records the search from the prices, which become optimal, and the check of what it finds. */
export function recordAssignments(
  device: GPUDevice,
  { solver, certifier }: AssignmentPipelines,
  { batch, scores, prices, columns, slacks }: ResidentBatch,
  count: number,
): { readonly solve: Dispatch; readonly certify: Dispatch } {
  const grid = gridOf(count);
  return {
    solve: bound(device, solver, [batch, scores, prices, columns], grid),
    certify: bound(device, certifier, [batch, scores, prices, columns, slacks], grid),
  };
}
