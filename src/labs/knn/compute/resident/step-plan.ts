import type { ParameterGroup } from '../../../../core/training/groups';
import type { OpenDevice } from '../../../../gpu/device';
import { createPairObjective } from '../../../../gpu/kernels/pair-objective/pair-objective';
import { createStepEnds, type StepEnds } from '../../../../gpu/kernels/pair-objective/steps';
import { createGather } from '../../../../gpu/networks/gather';
import { createBoundBuffer } from '../../../../gpu/room';
import { createGpuUpdate, type GpuUpdate } from '../../../../gpu/networks/updates';
import { partsOf, pixelCount, type PixelScale } from '../../experiment/networks';
import type { KnnKnobs, KnnSetup } from '../../experiment/spec';
import type { HeldImages } from './held-images';
import { MOST_STEPS } from './resident-run';
import type { ResidentNetworks } from './networks';
import type { ResidentWeights } from './weights';

/** What a plan is made of besides the knobs; none of it belongs to the plan. */
export interface PlanParts {
  readonly open: OpenDevice;
  readonly networks: ResidentNetworks;
  readonly setup: KnnSetup;
  readonly scale: PixelScale;
  readonly held: HeldImages;
  readonly weights: ResidentWeights;
  /** `Clock` of clock.wgsl. */
  readonly clock: GPUBuffer;
}

/** Everything of a step that depends on how many images it takes. */
export interface BatchPlan {
  /** Images of every step [MOST_STEPS][count], to be written before a submission. */
  readonly numbers: GPUBuffer;
  /** Adam's corrections [MOST_STEPS] vec2f, likewise. */
  readonly corrections: GPUBuffer;
  readonly update: GpuUpdate;
  /** Embeddings [count][dimensions] and their gradient; of the noise network too, where there is one. */
  readonly embedding: Ends;
  readonly noise: Ends | null;
  /** From the images to what the networks say of them. */
  forward(pass: GPUComputePassEncoder): void;
  /** From the gradients in that to the gradient in the weights. */
  backward(pass: GPUComputePassEncoder): void;
  readonly bytes: number;
  destroy(): void;
}

interface Ends {
  readonly outputs: GPUBuffer;
  readonly dOutputs: GPUBuffer;
}

/** Everything of it that depends on what is predicted, and how. */
export interface ObjectivePlan {
  readonly ends: StepEnds;
  setKnobs(knobs: KnnKnobs): void;
  encode(pass: GPUComputePassEncoder): void;
  readonly bytes: number;
  destroy(): void;
}

/** Runs `make`; what it has taken under its care is let go of where it fails, and by the function it returns. */
async function caring<T extends object>(
  make: (own: <Owned extends { destroy(): void }>(thing: Owned) => Owned) => Promise<T>,
): Promise<T & { destroy(): void }> {
  const owned: { destroy(): void }[] = [];
  const destroy = () => owned.forEach((thing) => thing.destroy());
  try {
    const made: T = await make((thing) => {
      owned.push(thing);
      return thing;
    });
    // as it is: what it tells may change with time
    return Object.assign(made, { destroy });
  } catch (error) {
    destroy();
    throw error;
  }
}

const sum = (sized: readonly { readonly bytes: number }[]) =>
  sized.reduce((total, { bytes }) => total + bytes, 0);

/**
 * @throws NoRoomError for sizes that the device can't take
 * @throws GpuError when the device fails
 */
export const createBatchPlan = (
  { open, networks, setup, scale, held, weights, clock }: PlanParts,
  { queries, candidates, augment }: Pick<KnnKnobs, 'queries' | 'candidates' | 'augment'>,
  groups: readonly ParameterGroup[],
): Promise<BatchPlan> =>
  caring(async (own) => {
    const { device } = open;
    const { STORAGE, COPY_DST } = GPUBufferUsage;
    const parts = partsOf(setup);
    const count = queries + candidates;
    const buffer = (label: string, size: number) =>
      own(createBoundBuffer(device, { label, size, usage: STORAGE | COPY_DST }));
    const numbers = buffer('numbers', 4 * count * MOST_STEPS);
    const corrections = buffer('corrections', 8 * MOST_STEPS);
    const inputs = buffer('the images of a step', 4 * count * pixelCount(setup.input));
    const gather = own(
      await createGather(open, {
        ...{ images: held.images, scale, count, clock, numbers, outputs: inputs },
        augment: augment ? { seed: setup.seed } : null,
      }),
    );
    const { params, gradient, first, second } = weights;
    const at = (from: number) => ({
      params: { buffer: params, from },
      gradient: { buffer: gradient, from },
      images: { buffer: inputs, from: 0 },
    });
    const { embedding: layers, noise: noiseLayers, noiseAt } = parts;
    const whole = { count, ...at(0) };
    const residual = layers
      ? null
      : own(await networks.createGpuResnet18(open, { input: setup.input }, whole));
    const embedding = residual ?? own(await networks.createGpuNetwork(open, layers!, whole));
    const noise =
      noiseLayers &&
      own(await networks.createGpuNetwork(open, noiseLayers, { count: queries, ...at(noiseAt) }));
    const update = own(
      await createGpuUpdate(open, {
        ...{ params, gradient, first, second, clock, corrections, groups },
        computed: residual?.computed ?? null,
      }),
    );
    return {
      ...{ numbers, corrections, update, embedding, noise },
      forward(pass) {
        gather.encode(pass);
        embedding.forward(pass, 'training');
        noise?.forward(pass, 'training');
      },
      backward(pass) {
        embedding.backward(pass);
        noise?.backward(pass);
      },
      get bytes() {
        const own = [numbers, corrections, inputs].reduce((bytes, { size }) => bytes + size, 0);
        return own + sum([gather, embedding, update, ...(noise ? [noise] : [])]);
      },
    };
  });

/**
 * @throws NoRoomError for sizes that the device can't take
 * @throws GpuError when the device fails
 */
export const createObjectivePlan = (
  { open, setup, held, weights, clock }: PlanParts,
  { numbers, update, embedding, noise }: BatchPlan,
  knobs: KnnKnobs,
): Promise<ObjectivePlan> =>
  caring(async (own) => {
    const { dimensions: dim, headAt } = partsOf(setup);
    const { method, scale, classes, seed } = setup;
    const { queries, candidates, k, samples, noisy, law } = knobs;
    const shape = {
      method,
      scale,
      classes,
      seed,
      dim,
      queries,
      candidates,
      k,
      samples,
      noisy,
      law,
    };
    const objective = own(
      await createPairObjective(open, shape, {
        ...{ clock, numbers, labels: held.labels },
        ...{ embeddings: embedding.outputs, dEmbeddings: embedding.dOutputs },
        scales: noise,
        head:
          method === 'cross-entropy'
            ? {
                params: { buffer: weights.params, from: headAt },
                gradient: { buffer: weights.gradient, from: headAt },
              }
            : null,
      }),
    );
    const ends = own(
      await createStepEnds(
        open,
        objective,
        { clock, findings: update.findings, slots: MOST_STEPS },
        method === 'direct',
      ),
    );
    return {
      ends,
      setKnobs: (changed) => objective.setKnobs(changed),
      encode: (pass) => objective.encode(pass),
      bytes: sum([objective, ends]),
    };
  });

/** Records one whole step. */
export function recordStep(
  pass: GPUComputePassEncoder,
  batch: BatchPlan,
  objective: ObjectivePlan,
): void {
  batch.forward(pass);
  objective.encode(pass);
  batch.backward(pass);
  batch.update.measure(pass);
  objective.ends.judge(pass);
  batch.update.encode(pass);
  objective.ends.close(pass);
}
