import type { Block } from '../../core/networks/resnet18';
import type { GpuNetworkPlace } from './gpu-network';
import type { Part, ResidualNet, Rooms } from './residual-net';

/**
 * The PreAct form of a residual network as parts in their order, and the map that the last one gives out.
 * A block adds its shortcut to what its second convolution gives out, in place.
 */
export async function preactParts(net: ResidualNet, images: GpuNetworkPlace['images']) {
  const { blocks } = net.layout;
  const stemOutputs = net.map(0);
  const outputs = blocks.map(({ second }) => net.map(second));
  const parts: Promise<Part>[] = [];
  let { rooms } = net;
  // the last block first, as gradients come
  for (let i = blocks.length - 1; i >= 0; i--) {
    const [p, q, r] = rooms;
    const inputs = i > 0 ? outputs[i - 1] : stemOutputs;
    parts.unshift(prepareBlock(net, blocks[i], inputs, outputs[i], rooms));
    rooms = blocks[i].shortcut === undefined ? [r, p, q] : [q, p, r];
  }
  parts.unshift(stemOf(net, images, stemOutputs, rooms));
  return { parts: await Promise.all(parts), outputs: outputs[outputs.length - 1] };
}

async function stemOf(
  net: ResidualNet,
  images: GpuNetworkPlace['images'],
  outputs: GPUBuffer,
  [incoming]: Rooms,
): Promise<Part> {
  const { forward, byFilter } = await net.convolution(0, {
    ...{ inputs: images, outputs, dOutputs: incoming },
  });
  return { forward, backward: byFilter };
}

/** Leaves the gradient in its inputs in `r`, or where its shortcut is one of its own in `q`. */
async function prepareBlock(
  net: ResidualNet,
  { first, second, shortcut }: Block,
  inputs: GPUBuffer,
  outputs: GPUBuffer,
  [p, q, r]: Rooms,
): Promise<Part> {
  const { units } = net.layout;
  const [before, middle, between] = [net.inputMap(first), net.map(first), net.map(first)];
  const direct = shortcut === undefined;
  // on the way there nothing else is in p
  const beside = direct ? inputs : p;
  const last = direct ? r : q;
  const [firstNorm, firstConvolution, secondNorm, secondConvolution, other, add] =
    await Promise.all([
      net.norm(first, 'inputs', {
        terms: net.terms(units[first].normalised),
        inputs,
        forward: { outputs: before },
        backward: { incoming: last, mask: 'own', outgoing: last, ...(direct && { addend: p }) },
      }),
      net.convolution(first, {
        inputs: { buffer: before, from: 0 },
        ...{ outputs: middle, dOutputs: q, dInputs: r },
      }),
      net.norm(second, 'inputs', {
        terms: net.terms(units[second].normalised),
        inputs: middle,
        forward: { outputs: between },
        backward: { incoming: q, mask: 'own', outgoing: q },
      }),
      net.convolution(second, {
        inputs: { buffer: between, from: 0 },
        ...{ outputs, dOutputs: p, dInputs: q },
      }),
      direct
        ? null
        : net.convolution(
            shortcut,
            { inputs: { buffer: before, from: 0 }, outputs: p, dOutputs: p, dInputs: q },
            { addend: r },
          ),
      net.adding(second, beside, outputs),
    ]);
  return {
    forward(pass, mode) {
      firstNorm.forward(pass, mode);
      firstConvolution.forward(pass);
      secondNorm.forward(pass, mode);
      secondConvolution.forward(pass);
      other?.forward(pass);
      add(pass);
    },
    backward(pass) {
      secondConvolution.byFilter(pass);
      secondConvolution.byData(pass);
      secondNorm.backward(pass);
      firstConvolution.byFilter(pass);
      firstConvolution.byData(pass);
      other?.byFilter(pass);
      other?.byData(pass);
      firstNorm.backward(pass);
    },
  };
}
