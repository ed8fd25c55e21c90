import { createBufferSet } from '../../buffers';
import type { OpenDevice } from '../../device';
import { checkBytes, checkGrid } from '../../room';
import { prepareDispatch, type Dispatch } from '../../networks/dispatch';
import type { Range } from '../../networks/gpu-network';
import {
  MAX_CLASSES,
  OUTCOME_BYTES,
  outcomeRows,
  packParameters,
  PARAMETER_BYTES,
  scratchPerQuery,
  TILE,
  WIDTH,
  type PairKnobs,
  type PairShape,
} from './layout';
import {
  crossEntropyShader,
  distancesShader,
  gradientShader,
  headShader,
  queryShader,
} from './shaders';

/** What an objective reads and writes; all of it belongs to the caller. */
export interface PairBuffers {
  /** `Clock` of clock.wgsl. */
  readonly clock: GPUBuffer;
  /** Images of every step, queries first [slots][queries + candidates] u32. */
  readonly numbers: GPUBuffer;
  /** Of all images of the set: `packLabels`. */
  readonly labels: GPUBuffer;
  /** [queries + candidates][dim], and the gradient in them, which is written. */
  readonly embeddings: GPUBuffer;
  readonly dEmbeddings: GPUBuffer;
  /** Where sigma(x) is learned: outputs of its network [queries], and the gradient in them. */
  readonly scales: { readonly outputs: GPUBuffer; readonly dOutputs: GPUBuffer } | null;
  /** Of the cross-entropy: the linear head, weights [dim, classes] then biases, and its gradient. */
  readonly head: { readonly params: Range; readonly gradient: Range } | null;
}

/**
 * The objectives of the kNN experiment on the device, in float32: direct loss, NeuralSort, RelaxSubSample and
 * the cross-entropy; with noise that is equal in its integers to that of the CPU.
 */
export interface PairObjective {
  /** Records an evaluation: the gradients, and `outcomes`. */
  encode(pass: GPUComputePassEncoder): void;
  /** From the next submission on. */
  setKnobs(knobs: PairKnobs): void;
  /** `Outcome` of outcome.wgsl [rows]. */
  readonly outcomes: GPUBuffer;
  /** The uniform block of all kernels of this objective. */
  readonly parameters: GPUBuffer;
  /** Bytes held on the device, besides what was handed in. */
  readonly bytes: number;
  destroy(): void;
}

/**
 * @throws NoRoomError for sizes that the device can't take; RangeError for a head or a noise network that is
 *   missing
 * @throws GpuError when the device fails
 */
export async function createPairObjective(
  open: OpenDevice,
  shape: PairShape,
  at: PairBuffers,
): Promise<PairObjective> {
  checkShape(open, shape, at);
  const { device } = open;
  const { queries, candidates, dim, classes } = shape;
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
  const buffers = createBufferSet(device);
  const storage = (name: string, bytes: number) => buffers.get(name, bytes, STORAGE | COPY_SRC);
  const parameters = buffers.get('parameters', PARAMETER_BYTES, UNIFORM | COPY_DST);
  const outcomes = storage('outcomes', OUTCOME_BYTES * outcomeRows(shape));
  const found = storage('found', 8 * queries * candidates);
  const weights = storage('weights', 4 * queries * candidates);
  const scratch = storage('scratch', 4 * queries * scratchPerQuery(shape));
  const images = queries + candidates;
  const { clock, numbers, labels, embeddings, dEmbeddings, head } = at;
  const direct = shape.method === 'direct' || shape.method === 'cross-entropy';
  // a query that no network is asked about has a place for its scale all the same
  const scales = at.scales?.outputs ?? storage('no scales', 4 * queries);
  const dScales = at.scales?.dOutputs ?? storage('no slopes', 4 * queries);

  const prepared: Promise<Dispatch>[] = [
    prepareDispatch(open, {
      ...distancesShader,
      buffers: [parameters, clock, numbers, labels, embeddings, found],
      workgroups: [Math.ceil(candidates / TILE), Math.ceil(queries / TILE)],
    }),
    prepareDispatch(open, {
      ...queryShader(shape),
      buffers: [
        ...[parameters, clock, found, scratch, weights, outcomes],
        ...(direct ? [scales, dScales] : []),
      ],
      workgroups: [queries],
    }),
  ];
  if (head) {
    const slopes = storage('slopes of logits', 4 * images * classes);
    prepared.push(
      prepareDispatch(open, {
        ...crossEntropyShader(head.params.from),
        buffers: [
          ...[parameters, clock, numbers, labels, embeddings, head.params.buffer],
          ...[dEmbeddings, slopes, outcomes],
        ],
        workgroups: [images],
      }),
      prepareDispatch(open, {
        ...headShader(head.gradient.from),
        buffers: [parameters, embeddings, slopes, head.gradient.buffer],
        workgroups: [Math.ceil(((dim + 1) * classes) / WIDTH)],
      }),
    );
  } else {
    prepared.push(
      prepareDispatch(open, {
        ...gradientShader,
        buffers: [parameters, embeddings, weights, dEmbeddings],
        workgroups: [Math.ceil(dim / WIDTH), images],
      }),
    );
  }
  const dispatches = await Promise.all(prepared);
  return {
    encode: (pass) => dispatches.forEach((dispatch) => dispatch(pass)),
    setKnobs: (knobs) => device.queue.writeBuffer(parameters, 0, packParameters(shape, knobs)),
    outcomes,
    parameters,
    bytes: buffers.bytes,
    destroy: () => buffers.destroy(),
  };
}

function checkShape({ device }: OpenDevice, shape: PairShape, { scales, head }: PairBuffers) {
  const { method, scale, queries, candidates, classes } = shape;
  const what = `${queries} queries and ${candidates} candidates`;
  const bytes = 4 * queries * Math.max(2 * candidates, scratchPerQuery(shape));
  checkBytes(device.limits, what, bytes);
  checkGrid(device.limits, what, [queries + candidates]);
  if (classes > MAX_CLASSES)
    throw new RangeError(`${classes} classes are more than labels can tell`);
  if (method === 'direct' && scale === 'learned' && !scales) {
    throw new RangeError('a learned scale needs its network');
  }
  if (method === 'cross-entropy' && !head) throw new RangeError('cross-entropy needs a head');
}
