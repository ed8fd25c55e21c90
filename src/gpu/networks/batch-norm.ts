import type { OpenDevice } from '../device';
import backwardText from './batch-norm-backward.wgsl?raw';
import { constantsOf, normGrid, SIZE, TURNS, type NormGrid } from './batch-norm-grid';
import evaluationText from './batch-norm-evaluation.wgsl?raw';
import forwardText from './batch-norm-forward.wgsl?raw';
import gradientText from './batch-norm-gradient.wgsl?raw';
import mergingText from './batch-norm-merging.wgsl?raw';
import momentsText from './batch-norm-moments.wgsl?raw';
import placeText from './batch-norm-place.wgsl?raw';
import {
  addedText,
  maskOfSums,
  storeText,
  type Mask,
  type Shortcut,
  type Store,
} from './batch-norm-relu';
import sumsText from './batch-norm-sums.wgsl?raw';
import termsText from './batch-norm-terms.wgsl?raw';
import { prepareDispatch, type Dispatch } from './dispatch';
import { gridOf } from './step';

/** Indices of the numbers of a normalisation: in the parameters, in the gradient, in the statistics to come. */
export interface NormPlace {
  readonly scale: number;
  readonly offset: number;
  readonly mean: number;
  readonly variance: number;
  readonly dScale: number;
  readonly dOffset: number;
  readonly running: number;
}

/** What a normalisation works on: maps [rows, channels] of float32. */
export interface NormParts {
  readonly rows: number;
  readonly channels: number;
  readonly place: NormPlace;
  readonly params: GPUBuffer;
  readonly gradient: GPUBuffer;
  /** The running statistics that come after the step. */
  readonly running: GPUBuffer;
  /** Room for `partialsOf` the grid, shared by all normalisations of a network. */
  readonly partials: GPUBuffer;
  /** Room for mean, 1 / deviation, scale and offset in force, and two rows of the way back: `createTerms`. */
  readonly terms: GPUBuffer;
  readonly inputs: GPUBuffer;
  /** relu of the normalised inputs and the shortcut; null of one that is a shortcut itself. */
  readonly forward: {
    readonly outputs: GPUBuffer;
    /** Added before the relu, by the terms of its own normalisation if it has one. */
    readonly shortcut?: { readonly map: GPUBuffer; readonly terms: GPUBuffer | null };
  } | null;
  readonly backward: {
    /** Gradient in what was given out. With the mask 'outputs' that after the relu is written over it. */
    readonly incoming: GPUBuffer;
    readonly mask: Mask;
    /** Gradient in the inputs; may be `incoming`. */
    readonly outgoing: GPUBuffer;
    /** Added to it, where it is written over the incoming one. */
    readonly addend?: GPUBuffer;
  };
}

/**
 * Batch normalisation of a map on the device, with the relu that follows and a shortcut added before it.
 * A map counts once for every time it is read or written, which is what decides its time: the way there
 * takes 3 (moments; inputs, outputs), 4 with a shortcut, in evaluation one less; the way back 5 (sums of
 * gradient and inputs; both, and the result), 7 with the mask 'outputs', which reads those and keeps the
 * gradient after the relu; an addend counts one. The rest are numbers per channel.
 */
export interface BatchNorm {
  /** By the batch's own mean and variance, with new running statistics, or by the running ones. */
  forward(pass: GPUComputePassEncoder, mode: 'training' | 'evaluation'): void;
  /** After a forward in training: gradients in scale, offset and inputs. */
  backward(pass: GPUComputePassEncoder): void;
  /** Bytes held on the device, besides what was handed in. */
  readonly bytes: number;
  destroy(): void;
}

/** @throws GpuError when the device fails */
export async function createBatchNorm(open: OpenDevice, parts: NormParts): Promise<BatchNorm> {
  const { device } = open;
  const { UNIFORM, COPY_DST } = GPUBufferUsage;
  const place = device.createBuffer({ label: 'place', size: 32, usage: UNIFORM | COPY_DST });
  device.queue.writeBuffer(place, 0, packPlace(parts.place));
  const work = { open, parts, place, grid: normGrid(parts.rows, parts.channels) };
  const [training, evaluation, output, back] = await Promise.all([
    Promise.all(prepareTraining(work)),
    prepareEvaluation(work),
    prepareOutput(work),
    Promise.all(prepareBackward(work)),
  ]);
  return {
    forward(pass, mode) {
      if (mode === 'training') training.forEach((dispatch) => dispatch(pass));
      else evaluation(pass);
      output?.(pass);
    },
    backward: (pass) => back.forEach((dispatch) => dispatch(pass)),
    bytes: place.size,
    destroy: () => place.destroy(),
  };
}

/** The terms of a normalisation [6][channels], see `NormParts`. */
export const createTerms = (device: GPUDevice, channels: number): GPUBuffer =>
  device.createBuffer({ label: 'terms', size: 24 * channels, usage: GPUBufferUsage.STORAGE });

/** What all dispatches of a normalisation are made from. */
interface Work {
  readonly open: OpenDevice;
  readonly parts: NormParts;
  readonly grid: NormGrid;
  readonly place: GPUBuffer;
}

const single = 'alias Value = f32;\n';
const valuesOf = ({ lanes }: NormGrid) => (lanes === 4 ? 'alias Value = vec4f;\n' : single);

function prepare(
  { open, grid }: Work,
  name: string,
  text: readonly string[],
  buffers: readonly GPUBuffer[],
  workgroups: readonly number[],
): Promise<Dispatch> {
  return prepareDispatch(open, {
    key: `batch-norm-${name} ${grid.rows} ${grid.channels}`,
    shader: () => constantsOf(grid) + text.join('\n'),
    ...{ buffers, workgroups },
  });
}

/** Workgroups of sums over a map, and of those that go over all of it. */
const summing = ({ columns, across, chunks }: NormGrid) =>
  [Math.ceil(columns / across), chunks] as const;
const going = ({ open, grid: { rows, columns } }: Pick<Work, 'open' | 'grid'>) =>
  gridOf(Math.ceil((rows * columns) / (SIZE * TURNS)), open);

/** The batch's own moments, and terms by them. */
function prepareTraining(work: Work): Promise<Dispatch>[] {
  const { parts, grid, place } = work;
  const { inputs, partials, params, terms, running, channels } = parts;
  const moments = [valuesOf(grid), mergingText, momentsText];
  const merging = [single, mergingText, placeText, termsText];
  return [
    prepare(work, 'moments', moments, [inputs, partials], summing(grid)),
    prepare(work, 'terms', merging, [place, partials, params, terms, running], [channels]),
  ];
}

/** Terms by the running statistics. */
function prepareEvaluation(work: Work): Promise<Dispatch> {
  const { parts, place } = work;
  const groups = [Math.ceil(parts.channels / SIZE)] as const;
  return prepare(
    work,
    'evaluation',
    [placeText, evaluationText],
    [place, parts.params, parts.terms],
    groups,
  );
}

/** The outputs, where there are any. */
function prepareOutput(work: Work): Promise<Dispatch> | null {
  const { parts, grid } = work;
  if (!parts.forward) return null;
  const { outputs, shortcut } = parts.forward;
  const kind: Shortcut = !shortcut ? 'none' : shortcut.terms ? 'normalised' : 'map';
  const text = [valuesOf(grid), addedText[kind], forwardText];
  const buffers = [parts.terms, parts.inputs, outputs, ...shortcutBuffers(shortcut)];
  return prepare(work, `forward ${kind}`, text, buffers, going(work));
}

/** Sums of the gradient, those in scale and offset, and the gradient in the inputs. */
function prepareBackward(work: Work): Promise<Dispatch>[] {
  const { parts, grid, place } = work;
  const { inputs, partials, gradient, terms, channels, forward, backward } = parts;
  const { mask, incoming, outgoing, addend } = backward;
  const value = valuesOf(grid);
  const signs = mask === 'outputs' && forward ? [forward.outputs] : [];
  const sums = [terms, inputs, incoming, partials, ...signs];
  const over = outgoing === incoming;
  const store: Store = !over ? 'apart' : addend ? 'over-added' : 'over';
  const stored = over ? (addend ? [addend] : []) : [outgoing];
  const text = [value, storeText(store, mask), backwardText];
  const name = `backward ${store} ${mask === 'own' ? 'own' : 'none'}`;
  return [
    prepare(work, `sums ${mask}`, [value, maskOfSums[mask], sumsText], sums, summing(grid)),
    prepare(
      work,
      'gradient',
      [placeText, gradientText],
      [place, partials, gradient, terms],
      [channels],
    ),
    prepare(work, name, text, [terms, inputs, incoming, ...stored], going(work)),
  ];
}

function shortcutBuffers(shortcut: NonNullable<NormParts['forward']>['shortcut']): GPUBuffer[] {
  if (!shortcut) return [];
  const { map, terms } = shortcut;
  return terms ? [map, terms] : [map];
}

/** `Place` of batch-norm-place.wgsl. */
const packPlace = (place: NormPlace) =>
  Uint32Array.of(
    ...[place.scale, place.offset, place.mean, place.variance],
    ...[place.dScale, place.dOffset, place.running, 0],
  );
