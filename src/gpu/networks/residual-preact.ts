import type { Block } from '../../core/networks/residual';
import type { Range } from './gpu-network';
import type { ResidualForm } from './residual-form';
import type { Part, ResidualNet, Rooms } from './residual-net';

async function stemOf(
  net: ResidualNet,
  images: Range,
  outputs: GPUBuffer,
  [incoming]: Rooms,
): Promise<Part> {
  const { forward, byFilter } = await net.convolution(0, {
    ...{ inputs: images, outputs, dOutputs: incoming },
  });
  return { forward, backward: byFilter };
}

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

/**
 * The PreAct form. Kept of every unit is what it gives out and what comes before its convolution; a block
 * adds its shortcut in place.
 */
export const preactForm: ResidualForm = {
  stem: stemOf,
  block: prepareBlock,
  after: ({ shortcut }, [p, q, r]) => (shortcut === undefined ? [r, p, q] : [q, p, r]),
};
