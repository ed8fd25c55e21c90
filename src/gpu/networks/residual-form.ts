import type { Block } from '../../core/networks/residual';
import type { Range } from './gpu-network';
import type { Part, ResidualNet, Rooms } from './residual-net';

/** How a residual network is put together. */
export interface ResidualForm {
  /** The first convolution; on the way back the first room holds the gradient in its outputs. */
  stem(net: ResidualNet, images: Range, outputs: GPUBuffer, rooms: Rooms): Promise<Part>;
  /** A block; on the way back the first room holds the gradient in its outputs. */
  block(
    net: ResidualNet,
    block: Block,
    inputs: GPUBuffer,
    outputs: GPUBuffer,
    rooms: Rooms,
  ): Promise<Part>;
  /** The rooms as a block leaves them, that with the gradient in its inputs first. */
  after(block: Block, rooms: Rooms): Rooms;
}

/** What lies between the first convolution and the blocks, where they take another map than it gives. */
export interface Between {
  readonly outputs: GPUBuffer;
  /** On the way back the first room holds the gradient in its outputs, and the second then that in its inputs. */
  part(inputs: GPUBuffer, rooms: Rooms): Promise<Part>;
}

/** The parts of a network in their order, and the map that the last one gives out. */
export async function partsOf(
  net: ResidualNet,
  images: Range,
  form: ResidualForm,
  between: Between | null = null,
) {
  const { blocks } = net.layout;
  const stemOutputs = net.map(0);
  const taken = between?.outputs ?? stemOutputs;
  const outputs = blocks.map(({ second }) => net.map(second));
  const parts: Promise<Part>[] = [];
  let { rooms } = net;
  // the last block first, as gradients come
  for (let i = blocks.length - 1; i >= 0; i--) {
    const inputs = i > 0 ? outputs[i - 1] : taken;
    parts.unshift(form.block(net, blocks[i], inputs, outputs[i], rooms));
    rooms = form.after(blocks[i], rooms);
  }
  if (between) {
    parts.unshift(between.part(stemOutputs, rooms));
    const [after, before, free] = rooms;
    rooms = [before, after, free];
  }
  parts.unshift(form.stem(net, images, stemOutputs, rooms));
  return { parts: await Promise.all(parts), outputs: outputs[outputs.length - 1] };
}
