import type { ResidualLayout, Unit } from '../../core/networks/residual';
import type { OpenDevice } from '../device';
import {
  createBatchNorm,
  createTerms,
  type BatchNorm,
  type NormParts,
  type NormPlace,
} from './batch-norm';
import { normGrid, partialsOf } from './batch-norm-grid';
import {
  createConvolution,
  createConvolutionScratch,
  type Convolution,
  type ConvolutionBuffers,
  type ConvolutionOptions,
} from './convolution';
import { prepareDispatch, type Dispatch } from './dispatch';
import type { GpuNetworkPlace } from './gpu-network';
import addText from './residual-add.wgsl?raw';
import { gridOf } from './step';
import { createBoundBuffer } from '../room';

const ADDED = 1024;

/** A part of a network: recorded in order on the way there, the other way round on the way back. */
export interface Part {
  forward(pass: GPUComputePassEncoder, mode: 'training' | 'evaluation'): void;
  backward(pass: GPUComputePassEncoder): void;
}

/** Three gradient maps that take turns: that of the gradient coming in, and two to work with. */
export type Rooms = readonly [incoming: GPUBuffer, GPUBuffer, GPUBuffer];

/** What the units of a residual network are built on: its memory, and where their numbers lie. */
export interface ResidualNet {
  readonly layout: ResidualLayout;
  readonly rooms: Rooms;
  /** The running statistics that come after the step [parameters - trainable]. */
  readonly running: GPUBuffer;
  /** A map of what a unit gives out, kept for the way back. */
  map(unit: number): GPUBuffer;
  /** A map of what a unit takes. */
  inputMap(unit: number): GPUBuffer;
  /** A buffer of so many floats, of the network's own. */
  own(label: string, length: number, usage?: GPUBufferUsageFlags): GPUBuffer;
  terms(channels: number): GPUBuffer;
  convolution(
    unit: number,
    buffers: Omit<ConvolutionBuffers, 'params' | 'gradient'>,
    options?: ConvolutionOptions,
  ): Promise<Convolution>;
  /** The normalisation of a unit; its inputs are what the unit gives out, or takes. */
  norm(
    unit: number,
    of: 'outputs' | 'inputs',
    parts: Pick<NormParts, 'terms' | 'inputs' | 'forward' | 'backward'>,
  ): Promise<BatchNorm>;
  /** Adds a map of what a unit gives out to another. */
  adding(unit: number, shortcut: GPUBuffer, outputs: GPUBuffer): Promise<Dispatch>;
  readonly bytes: () => number;
  destroy(): void;
}

export function createResidualNet(
  open: OpenDevice,
  layout: ResidualLayout,
  { count, params, gradient }: GpuNetworkPlace,
): ResidualNet {
  const { device } = open;
  const { units, trainable, parameters } = layout;
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const owned: GPUBuffer[] = [];
  const norms: BatchNorm[] = [];
  const scratch = createConvolutionScratch(device);
  const keep = (buffer: GPUBuffer) => {
    owned.push(buffer);
    return buffer;
  };
  const own = (label: string, length: number, usage = STORAGE) =>
    // maps may be read by fours
    keep(createBoundBuffer(device, { label, size: 16 * Math.ceil(length / 4), usage }));
  const { lengthOf, inputLengthOf, rowsOf, inputRowsOf } = sizesFor(count);
  const longest = Math.max(...units.map(lengthOf));
  const room = () => own('gradient map', longest);
  const most = Math.max(...units.map((unit) => partialsFor(unit, count)));
  const partials = own('sums of normalisations', most);
  const running = own('running statistics', parameters - trainable, STORAGE | COPY_SRC | COPY_DST);

  return {
    ...{ layout, running, own },
    rooms: [room(), room(), room()],
    map: (n) => own('map', lengthOf(units[n])),
    inputMap: (n) => own('map', inputLengthOf(units[n])),
    terms: (channels) => keep(createTerms(device, channels)),
    convolution(n, buffers, options) {
      const { kernel, stride, input, output, weightsAt } = units[n];
      const at = ({ buffer, from }: GpuNetworkPlace['params']) => ({
        buffer,
        from: from + weightsAt,
      });
      return createConvolution(
        open,
        { count, input, output, kernel, stride, before: kernel >> 1 },
        { ...buffers, params: at(params), gradient: at(gradient) },
        scratch,
        options,
      );
    },
    async norm(n, of, parts) {
      const unit = units[n];
      const norm = await createBatchNorm(open, {
        ...parts,
        rows: of === 'outputs' ? rowsOf(unit) : inputRowsOf(unit),
        channels: unit.normalised,
        place: placeOf(unit, params.from, gradient.from, trainable),
        ...{ params: params.buffer, gradient: gradient.buffer, running, partials },
      });
      norms.push(norm);
      return norm;
    },
    adding(n, shortcut, outputs) {
      const length = lengthOf(units[n]);
      return prepareDispatch(open, {
        key: `residual-add ${length}`,
        shader: () => `const LENGTH = ${length}u;\n${addText}`,
        buffers: [shortcut, outputs],
        workgroups: gridOf(Math.ceil(length / ADDED), open),
      });
    },
    bytes: () =>
      [...owned, ...norms.map(({ bytes }) => ({ size: bytes }))].reduce(
        (sum, { size }) => sum + size,
        scratch.bytes,
      ),
    destroy() {
      for (const each of [...owned, ...norms, scratch]) each.destroy();
    },
  };
}

/** Rows [count, height, width] and numbers of the maps that units give out and take. */
const sizesFor = (count: number) => {
  const rowsOf = ({ output }: Unit) => count * output[0] * output[1];
  const inputRowsOf = ({ input }: Unit) => count * input[0] * input[1];
  return {
    ...{ rowsOf, inputRowsOf },
    lengthOf: (unit: Unit) => rowsOf(unit) * unit.output[2],
    inputLengthOf: (unit: Unit) => inputRowsOf(unit) * unit.input[2],
  };
};

/** Room for the sums of a unit's normalisation, on whichever side of the convolution it is. */
function partialsFor(unit: Unit, count: number): number {
  if (unit.normalised === 0) return 0;
  const { rowsOf, inputRowsOf } = sizesFor(count);
  const sides = [rowsOf(unit), inputRowsOf(unit)];
  return Math.max(...sides.map((rows) => partialsOf(normGrid(rows, unit.normalised))));
}

const placeOf = (
  { scaleAt, offsetAt, statisticsAt, normalised }: Unit,
  params: number,
  gradient: number,
  trainable: number,
): NormPlace => ({
  scale: params + scaleAt,
  offset: params + offsetAt,
  mean: params + statisticsAt,
  variance: params + statisticsAt + normalised,
  dScale: gradient + scaleAt,
  dOffset: gradient + offsetAt,
  running: statisticsAt - trainable,
});
