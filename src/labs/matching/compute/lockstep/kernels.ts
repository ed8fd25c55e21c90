import type { Lanes } from '../../../../gpu/kernels/assignment/layout';
import { assignmentShader } from '../../../../gpu/kernels/assignment/shader';
import { sinkhornShaderOf } from '../../../../gpu/kernels/sinkhorn/shader';
import { bound, type Dispatch } from '../../../../gpu/kernels/shared/bound';
import gumbel from '../../../../gpu/kernels/shared/gumbel.wgsl?raw';
import logistic from '../../../../gpu/kernels/shared/logistic.wgsl?raw';
import normal from '../../../../gpu/kernels/shared/normal.wgsl?raw';
import rng from '../../../../gpu/kernels/shared/rng.wgsl?raw';
import uniform from '../../../../gpu/kernels/shared/uniform.wgsl?raw';
import { cachedPipeline } from '../../../../gpu/pipelines';
import backwardShader from './backward.wgsl?raw';
import type { LockstepBuffers, Part } from './buffers';
import gatherShader from './gather.wgsl?raw';
import matchShader from './match.wgsl?raw';
import perturbShader from './perturb.wgsl?raw';
import { GRID, PERTURBERS, type Plan } from './plan';
import relaxShader from './relax.wgsl?raw';
import repetitionShader from './repetition.wgsl?raw';
import scalesShader from './scales.wgsl?raw';
import updateShader from './update.wgsl?raw';

const laws = { gumbel, logistic, normal, uniform };

/** The shaders of a plan, in the order of a step: `answer` predicts, by matchings or by what relaxes them. */
const SHADERS = ['scales', 'perturb', 'answer', 'backward', 'update'] as const;
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
    case 'answer':
      return plan.relaxed
        ? sinkhornShaderOf(d, `${constants}${repetitionShader}${relaxShader}`)
        : assignmentShader(d, lanes, `${constants}${repetitionShader}${noise}${matchShader}`);
    case 'backward':
      return `${own}${plan.relaxed ? gatherShader : backwardShader}`;
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
  { buffers: b, parts }: Held,
  slots: number,
): Dispatch {
  const { d, sequences, tiles } = plan;
  const rows = slots * sequences;
  const quads = Math.ceil(Math.ceil((d * d) / 4) / PERTURBERS);
  const step: Dispatch[] = plan.learned
    ? [
        bound(device, pipelines.scales, [b.repetitions, b.params, b.moments, b.data, b.scales], {
          width: rows,
        }),
      ]
    : [];
  for (const part of parts) {
    step.push(
      bound(
        device,
        pipelines.perturb,
        [part.uniform, b.repetitions, b.params, b.data, b.scales, b.perturbed],
        { width: quads, height: part.runs * sequences },
      ),
      ...(plan.relaxed ? relaxed : matched)(device, plan, pipelines, b, part),
    );
  }
  if (!plan.relaxed) {
    step.push(
      bound(device, pipelines.backward, [b.repetitions, b.params, b.data, b.changes, b.partials], {
        width: rows,
        height: tiles,
      }),
    );
  }
  step.push(
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

interface Held {
  readonly buffers: LockstepBuffers;
  readonly parts: readonly Part[];
}

/** A workgroup for every sample of a part. */
function gridOf({ sequences, samples }: Plan, { runs }: Part) {
  const draws = runs * sequences * samples;
  return { width: Math.min(draws, GRID), height: Math.ceil(draws / GRID) };
}

/** Matchings of a part. The way back is made of all at once: it needs the links alone that change. */
const matched = (
  device: GPUDevice,
  plan: Plan,
  { answer }: LockstepPipelines,
  b: LockstepBuffers,
  part: Part,
): Dispatch[] => [
  bound(
    device,
    answer,
    [part.uniform, b.repetitions, b.data, b.truths, b.perturbed, b.prices, b.changes, b.outcomes],
    gridOf(plan, part),
  ),
];

/** Relaxed matchings of a part, and the way back, whose matrices make room for those of the next. */
const relaxed = (
  device: GPUDevice,
  plan: Plan,
  { answer, backward }: LockstepPipelines,
  b: LockstepBuffers,
  part: Part,
): Dispatch[] => [
  bound(
    device,
    answer,
    [part.uniform, b.repetitions, b.data, b.perturbed, b.potentials, b.totals, b.outcomes],
    gridOf(plan, part),
  ),
  bound(
    device,
    backward,
    [part.uniform, b.repetitions, b.params, b.data, b.perturbed, b.totals, b.partials],
    { width: part.runs * plan.sequences },
  ),
];
