import type { PadLayer } from '../../core/networks/layers';
import type { Arena, Block } from './products';
import type { Stage } from './stage';

/* Layers without weights: what they do to maps, and their gradients. */

/** A layer without weights. */
export function moved(arena: Arena, stage: Stage, input: Block, count: number): void {
  const { layer } = stage.place;
  if (layer.kind === 'pool') pool(arena, stage, input, count);
  if (layer.kind === 'mean') mean(arena, stage, input, count);
  if (layer.kind === 'pad') {
    const [from, to] = [arena.view(input), arena.view(stage.out)];
    // the zeros around have been there since the memory was handed out
    eachPaddedRow(stage, layer, count, (inside, at, length) => {
      to.set(from.subarray(inside, inside + length), at);
    });
  }
}

/** Its gradient. */
export function movedGradient(
  arena: Arena,
  stage: Stage,
  input: Block,
  dInput: Block,
  count: number,
): void {
  const { layer } = stage.place;
  if (layer.kind === 'pool') poolGradient(arena, stage, input, dInput, count);
  if (layer.kind === 'mean') meanGradient(arena, stage, dInput, count);
  if (layer.kind === 'pad') {
    const [from, to] = [arena.view(stage.dOut), arena.view(dInput)];
    eachPaddedRow(stage, layer, count, (inside, at, length) => {
      to.set(from.subarray(at, at + length), inside);
    });
  }
}

/** Every row of the maps: where it lies without the zeros, where with them, and its length. */
function eachPaddedRow(
  { place, outChannels, inSize, outSize }: Stage,
  { before }: PadLayer,
  count: number,
  visit: (inside: number, at: number, length: number) => void,
): void {
  const [height, width] = place.input;
  const length = width * outChannels;
  for (let image = 0; image < count; image++) {
    for (let y = 0; y < height; y++) {
      const row = ((y + before) * place.output[1] + before) * outChannels;
      visit(image * inSize + y * length, image * outSize + row, length);
    }
  }
}

function mean(arena: Arena, stage: Stage, input: Block, count: number): void {
  const [from, to] = [arena.view(input), arena.view(stage.out)];
  eachMean(stage, count, (above, below, right, out) => {
    to[out] = (from[above] + from[above + right] + from[below] + from[below + right]) / 4;
  });
}

function meanGradient(arena: Arena, stage: Stage, dInput: Block, count: number): void {
  const [from, to] = [arena.view(stage.dOut), arena.view(dInput)];
  // an odd last row or column is in no window
  to.fill(0, 0, count * stage.inSize);
  eachMean(stage, count, (above, below, right, out) => {
    const share = from[out] / 4;
    to[above] = to[above + right] = to[below] = to[below + right] = share;
  });
}

/** Every window of 2 x 2: its left pixels, how far right of them the others are, and its mean. */
function eachMean(
  { place, outChannels: channels, inSize, outSize }: Stage,
  count: number,
  visit: (above: number, below: number, right: number, out: number) => void,
): void {
  const [rows, columns] = place.output;
  const row = place.input[1] * channels;
  for (let image = 0; image < count; image++) {
    let out = image * outSize;
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        const at = image * inSize + 2 * y * row + 2 * x * channels;
        for (let c = at; c < at + channels; c++) visit(c, c + row, channels, out++);
      }
    }
  }
}

function pool(arena: Arena, stage: Stage, input: Block, count: number): void {
  const { place, out, outChannels: channels, inSize, outSize } = stage;
  const [rows, columns] = place.output;
  const row = 4 * place.input[1] * channels;
  for (let image = 0; image < count; image++) {
    const [from, to] = [input.at + 4 * image * inSize, out.at + 4 * image * outSize];
    arena.kernel.pool(from, row, to, rows, columns, channels);
  }
}

/** The gradient of a window goes to its first largest value. */
function poolGradient(
  arena: Arena,
  stage: Stage,
  input: Block,
  dInput: Block,
  count: number,
): void {
  const { place, out, dOut, outChannels: channels, inSize, outSize } = stage;
  const [rows, columns] = place.output;
  const [height, width] = place.input;
  const row = 4 * width * channels;
  // an odd last row or column is in no window
  if (height % 2 || width % 2) arena.view(dInput).fill(0, 0, count * inSize);
  for (let image = 0; image < count; image++) {
    const [at, outAt] = [4 * image * inSize, 4 * image * outSize];
    arena.kernel.poolGradient(
      input.at + at,
      row,
      out.at + outAt,
      rows,
      columns,
      channels,
      dOut.at + outAt,
      dInput.at + at,
    );
  }
}
