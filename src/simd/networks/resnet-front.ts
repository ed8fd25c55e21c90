import type { Shape } from '../../core/networks/layers';
import { resnetFrontLayout, type ResnetFrontSpec } from '../../core/networks/resnet-front';
import type { Block as ResidualBlock, Unit } from '../../core/networks/residual';
import { eachRow, pickLargest, volumeOf, type Bordered } from './bordered';
import { batchNorm, maskGradient, normalise, normGradient, runningNorm, type Norm } from './norms';
import { createArena, type Arena, type Block } from './products';
import type { WeightedStage } from './stage';
import {
  createScratch,
  inputGradient,
  loadWeights,
  multiplied,
  unloadWeights,
  weightGradient,
} from './weighted';

/** The first layers of ResNet18 on one thread. */
export interface ResnetFront {
  /** Outputs [count, outputSize]; in evaluation each depends on its own image only. */
  forward(
    params: Float32Array,
    images: Float32Array,
    count: number,
    mode: 'training' | 'evaluation',
  ): Float32Array;
  /**
   * Adds the gradient of <dOut, outputs> in all that is trained, for what the last forward, in training, was given.
   * @returns the running statistics after the step [parameters - trainable]
   */
  backward(dOut: Float32Array, gradient: Float32Array): Float32Array;
}

/** A unit with the memory that it works in. */
interface Placed {
  readonly unit: Unit;
  readonly stage: WeightedStage;
  /** What it takes, whose border the convolution sees, and what comes after its relu. */
  readonly input: { readonly map: Bordered; readonly block: Block };
  readonly output: { readonly map: Bordered; readonly block: Block };
}

/**
 * On the SIMD kernels, for batches of up to `capacity` images: twin of core/networks/resnet-front.ts and of the
 * form on a graphics device. An image of 96 x 96 pixels takes 4 MB.
 * @throws RangeError for a shape that it is not for; Error where there is no SIMD
 */
export function createSimdResnetFront(spec: ResnetFrontSpec, capacity: number): ResnetFront {
  const { arena, placed, pooled, slopes, scratch, bias, layout } = createMemory(spec, capacity);
  const { blocks, trainable, parameters, outputSize } = layout;
  const [stem] = placed;
  const last = placed[placed.length - 1].output;
  const { channels } = last.map;
  const picked = new Uint32Array(capacity * pooled.map.height * pooled.map.width * channels);
  const largest = new Uint32Array(capacity * outputSize * channels);
  const norms: Norm[] = [];
  let params: Float32Array = new Float32Array(0);
  let running = new Float32Array(0);
  let batch = 0;

  /** A unit from its inputs to what comes after its relu. */
  function applied(n: number, training: boolean, shortcut: Block | null): void {
    const { unit, stage, input, output } = placed[n];
    loadWeights(arena, stage, params, bias);
    multiplied(arena, stage, input.block, bias, batch);
    const values = arena.view(stage.out);
    const from = unit.statisticsAt - trainable;
    const own = running.subarray(from, from + 2 * unit.normalised);
    const rows = batch * unit.output[0] * unit.output[1];
    norms[n] = training ? batchNorm(values, rows, own) : runningNorm(unit, params);
    const place = { unit, norm: norms[n], params, map: output.map, count: batch };
    normalise(place, values, shortcut && arena.view(shortcut), arena.view(output.block));
  }

  /** The gradients of a unit, of those behind its relu; in its inputs too, where they are wanted. */
  function undone(n: number, dOutputs: Block, dInputs: Block | null, gradient: Float32Array): void {
    const { unit, stage, input, output } = placed[n];
    const own = arena.view(dOutputs);
    maskGradient(output.map, batch, arena.view(output.block), own);
    const place = { unit, norm: norms[n], params, map: output.map, count: batch };
    normGradient(place, arena.view(stage.out), own, arena.view(stage.dOut), gradient);
    weightGradient(arena, stage, input.block, scratch, batch);
    unloadWeights(arena, stage, gradient);
    if (!dInputs) return;
    loadWeights(arena, stage, params, bias);
    inputGradient(arena, stage, dInputs, scratch, batch);
  }

  function undoneBlock({ first, second }: ResidualBlock, gradient: Float32Array): void {
    const [outer, inner] = slopes;
    undone(second, outer, inner, gradient);
    undone(first, inner, inner, gradient);
    addInside(pooled.map, batch, arena.view(inner), arena.view(outer));
  }

  return {
    forward(weights, images, count, mode) {
      if (count > capacity) throw new RangeError(`at most ${capacity} images, not ${count}`);
      [params, batch] = [weights, count];
      running = weights.slice(trainable, parameters);
      const training = mode === 'training';
      const inputs = arena.view(stem.input.block);
      eachRow(stem.input.map, count, (inside, at, length) => {
        inputs.set(images.subarray(inside, inside + length), at);
      });
      applied(0, training, null);
      const whole = arena.view(stem.output.block);
      pickLargest(whole, stem.output.map, count, { size: 3, before: 1 }, picked);
      const maxima = arena.view(pooled.block);
      eachPick(pooled.map, count, picked, (pick, at) => (maxima[at] = whole[pick]));
      for (const { first, second } of blocks) {
        applied(first, training, null);
        applied(second, training, placed[first].input.block);
      }
      const ends = arena.view(last.block);
      pickLargest(ends, last.map, count, { size: 2, before: 0 }, largest);
      return meansOfPicked(ends, largest, channels, count * outputSize);
    },
    backward(dOut, gradient) {
      const ends = arena.view(slopes[0]).fill(0);
      for (let at = 0; at < batch * outputSize * channels; at++) {
        ends[largest[at]] = dOut[Math.floor(at / channels)] / channels;
      }
      for (let i = blocks.length - 1; i >= 0; i--) undoneBlock(blocks[i], gradient);
      const pooledSlopes = arena.view(slopes[0]);
      const whole = arena.view(stem.stage.dOut).fill(0);
      eachPick(pooled.map, batch, picked, (pick, at) => (whole[pick] += pooledSlopes[at]));
      undone(0, stem.stage.dOut, null, gradient);
      return running;
    },
  };
}

/** Means over the channels of what was picked. */
const meansOfPicked = (from: Float32Array, picks: Uint32Array, channels: number, count: number) =>
  Float32Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let at = i * channels; at < (i + 1) * channels; at++) sum += from[picks[at]];
    return sum / channels;
  });

/** Adds a map to another, but for the borders. */
function addInside(map: Bordered, count: number, from: Float32Array, to: Float32Array): void {
  eachRow(map, count, (_, at, length) => {
    for (let i = at; i < at + length; i++) to[i] += from[i];
  });
}

/** Every number of a map: where it was picked, and where it lies. */
function eachPick(
  map: Bordered,
  count: number,
  picks: Uint32Array,
  visit: (pick: number, at: number) => void,
): void {
  eachRow(map, count, (inside, at, length) => {
    for (let i = 0; i < length; i++) visit(picks[inside + i], at + i);
  });
}

/** All that the network works in. The gradients of all blocks share what they need. */
function createMemory(spec: ResnetFrontSpec, capacity: number) {
  const arena = createArena();
  const layout = resnetFrontLayout(spec);
  const block = (map: Bordered) => ({ map, block: arena.allocate(capacity * volumeOf(map)) });
  const bordered = ([height, width, channels]: Shape, border: number): Bordered => ({
    ...{ height, width, channels, border },
  });
  const { units, pooled: shape } = layout;
  const pooled = block(bordered(shape, 1));
  const dMaps = arena.allocate(capacity * shape[0] * shape[1] * shape[2]);
  let from = block(bordered(units[0].input, units[0].kernel >> 1));
  const placed = units.map((unit, n): Placed => {
    const output = block(bordered(unit.output, n === 0 ? 0 : 1));
    const dOut = n === 0 ? arena.allocate(capacity * volumeOf(output.map)) : dMaps;
    const input = from;
    from = n === 0 ? pooled : output;
    return { unit, stage: stageOf(arena, unit, input.map, dOut, capacity), input, output };
  });
  const slopes = [block(pooled.map).block, block(pooled.map).block] as const;
  const scratch = createScratch(
    arena,
    placed.map(({ stage }) => stage),
  );
  // there are none: convolutions add zeros
  const bias = arena.allocate(shape[2]);
  return { arena, layout, placed, pooled, slopes, scratch, bias };
}

/** The convolution of a unit, which takes the border as a part of its map. */
function stageOf(
  arena: Arena,
  { kernel, stride, output, weightsAt, scaleAt }: Unit,
  input: Bordered,
  dOut: Block,
  capacity: number,
): WeightedStage {
  const { height, width, channels: inChannels, border } = input;
  const outChannels = output[2];
  const fanIn = kernel * kernel * inChannels;
  const outSize = output[0] * output[1] * outChannels;
  return {
    place: {
      layer: { kind: 'conv', kernel, stride, filters: outChannels, activation: 'none' },
      input: [height + 2 * border, width + 2 * border, inChannels],
      ...{ output, weightsAt, biasAt: scaleAt, end: scaleAt },
    },
    ...{ inChannels, outChannels, fanIn, outSize, inSize: volumeOf(input), dOut },
    weights: arena.allocate(fanIn * outChannels),
    dWeights: arena.allocate(fanIn * outChannels),
    out: arena.allocate(capacity * outSize),
  };
}
