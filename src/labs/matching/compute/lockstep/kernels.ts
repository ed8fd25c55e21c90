import type { Lanes } from '../../../../gpu/kernels/assignment/layout';
import { assignmentShader } from '../../../../gpu/kernels/assignment/shader';
import { bound, type Dispatch } from '../../../../gpu/kernels/shared/bound';
import gumbel from '../../../../gpu/kernels/shared/gumbel.wgsl?raw';
import logistic from '../../../../gpu/kernels/shared/logistic.wgsl?raw';
import normal from '../../../../gpu/kernels/shared/normal.wgsl?raw';
import rng from '../../../../gpu/kernels/shared/rng.wgsl?raw';
import uniform from '../../../../gpu/kernels/shared/uniform.wgsl?raw';
import { cachedPipeline } from '../../../../gpu/pipelines';
import backwardShader from './backward.wgsl?raw';
import type { LockstepBuffers, Part } from './buffers';
import matchShader from './match.wgsl?raw';
import perturbShader from './perturb.wgsl?raw';
import { GRID, PERTURBERS, type Plan } from './plan';
import repetitionShader from './repetition.wgsl?raw';
import scalesShader from './scales.wgsl?raw';
import updateShader from './update.wgsl?raw';

const laws = { gumbel, logistic, normal, uniform };

/** The shaders of a plan, in the order of a step. */
const SHADERS = ['scales', 'perturb', 'match', 'backward', 'update'] as const;
type Name = (typeof SHADERS)[number];

function textOf(name: Name, plan: Plan, lanes: Lanes): string {
  const { constants, d } = plan;
  const noise = `${rng}\n${laws[plan.law]}`;
  const own = `const N = ${d}u;\n${constants}${repetitionShader}`;
  switch (name) {
    case 'scales':
      return `${own}${scalesShader}`;
    case 'perturb':
      return `${own}${noise}${perturbShader}`;
    case 'match':
      return assignmentShader(d, lanes, `${constants}${repetitionShader}${noise}${matchShader}`);
    case 'backward':
      return `${own}${backwardShader}`;
    case 'update':
      return `${own}${updateShader}`;
  }
}

export type LockstepPipelines = Readonly<Record<Name, GPUComputePipeline>>;

export async function lockstepPipelines(
  device: GPUDevice,
  plan: Plan,
  lanes: Lanes,
): Promise<LockstepPipelines> {
  const compiled = SHADERS.map(async (name) => {
    const key = `lockstep/${name}/${plan.name}/${lanes.kind}/${lanes.count}`;
    return [name, await cachedPipeline(device, key, () => textOf(name, plan, lanes))] as const;
  });
  return Object.fromEntries(await Promise.all(compiled)) as Record<Name, GPUComputePipeline>;
}

/** What one step of all slots dispatches, in order. */
export function stepOf(
  device: GPUDevice,
  plan: Plan,
  pipelines: LockstepPipelines,
  { buffers, parts }: { readonly buffers: LockstepBuffers; readonly parts: readonly Part[] },
  slots: number,
): Dispatch {
  const b = buffers;
  const { d, sequences, samples, tiles } = plan;
  const rows = slots * sequences;
  const quads = Math.ceil(Math.ceil((d * d) / 4) / PERTURBERS);
  const step: Dispatch[] = plan.learned
    ? [
        bound(device, pipelines.scales, [b.repetitions, b.params, b.moments, b.data, b.scales], {
          width: rows,
        }),
      ]
    : [];
  for (const { uniform, runs } of parts) {
    const draws = runs * sequences * samples;
    step.push(
      bound(
        device,
        pipelines.perturb,
        [uniform, b.repetitions, b.params, b.data, b.scales, b.perturbed],
        { width: quads, height: runs * sequences },
      ),
      bound(
        device,
        pipelines.match,
        [uniform, b.repetitions, b.data, b.truths, b.perturbed, b.prices, b.changes, b.outcomes],
        { width: Math.min(draws, GRID), height: Math.ceil(draws / GRID) },
      ),
    );
  }
  step.push(
    bound(device, pipelines.backward, [b.repetitions, b.params, b.data, b.changes, b.partials], {
      width: rows,
      height: tiles,
    }),
    bound(
      device,
      pipelines.update,
      [
        ...[b.tables, b.repetitions, b.params, b.moments, b.best],
        ...[b.partials, b.data, b.scales, b.outcomes],
      ],
      { width: slots },
    ),
  );
  return (pass) => step.forEach((dispatch) => dispatch(pass));
}
