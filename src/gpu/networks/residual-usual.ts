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
  const maps = net.map(0);
  const [convolution, norm] = await Promise.all([
    net.convolution(0, { inputs: images, outputs: maps, dOutputs: incoming }),
    net.norm(0, 'outputs', {
      terms: net.terms(net.layout.units[0].normalised),
      inputs: maps,
      forward: { outputs },
      backward: { incoming, mask: 'own', outgoing: incoming },
    }),
  ]);
  return {
    forward(pass, mode) {
      convolution.forward(pass);
      norm.forward(pass, mode);
    },
    backward(pass) {
      norm.backward(pass);
      convolution.byFilter(pass);
    },
  };
}

async function prepareBlock(
  net: ResidualNet,
  { first, second, shortcut }: Block,
  inputs: GPUBuffer,
  outputs: GPUBuffer,
  [p, q, r]: Rooms,
): Promise<Part> {
  const { units } = net.layout;
  const [firstMaps, between, secondMaps] = [net.map(first), net.map(first), net.map(second)];
  const from = { buffer: inputs, from: 0 };
  const beside =
    shortcut === undefined
      ? null
      : { unit: shortcut, map: net.map(shortcut), terms: net.terms(units[shortcut].normalised) };
  // p: gradient after the last relu, q: in the second maps, r: after and before the first relu; then q: in
  // the inputs, where the shortcut is one of its own without what came through that, which r adds
  const [firstConvolution, firstNorm, secondConvolution, secondNorm, other] = await Promise.all([
    net.convolution(
      first,
      { inputs: from, outputs: firstMaps, dOutputs: r, dInputs: q },
      beside ? {} : { addend: p },
    ),
    net.norm(first, 'outputs', {
      terms: net.terms(units[first].normalised),
      inputs: firstMaps,
      forward: { outputs: between },
      backward: { incoming: r, mask: 'own', outgoing: r },
    }),
    net.convolution(second, {
      inputs: { buffer: between, from: 0 },
      ...{ outputs: secondMaps, dOutputs: q, dInputs: r },
    }),
    net.norm(second, 'outputs', {
      terms: net.terms(units[second].normalised),
      inputs: secondMaps,
      forward: {
        outputs,
        shortcut: beside ?? { map: inputs, terms: null },
      },
      backward: { incoming: p, mask: 'outputs', outgoing: q },
    }),
    beside &&
      Promise.all([
        net.convolution(
          beside.unit,
          { inputs: from, outputs: beside.map, dOutputs: p, dInputs: r },
          { addend: q },
        ),
        net.norm(beside.unit, 'outputs', {
          ...{ terms: beside.terms, inputs: beside.map, forward: null },
          backward: { incoming: p, mask: 'none', outgoing: p },
        }),
      ]),
  ]);
  const [otherConvolution, otherNorm] = other ?? [];
  return {
    forward(pass, mode) {
      firstConvolution.forward(pass);
      firstNorm.forward(pass, mode);
      secondConvolution.forward(pass);
      otherConvolution?.forward(pass);
      otherNorm?.forward(pass, mode);
      secondNorm.forward(pass, mode);
    },
    backward(pass) {
      secondNorm.backward(pass);
      secondConvolution.byFilter(pass);
      secondConvolution.byData(pass);
      firstNorm.backward(pass);
      firstConvolution.byFilter(pass);
      firstConvolution.byData(pass);
      otherNorm?.backward(pass);
      otherConvolution?.byFilter(pass);
      otherConvolution?.byData(pass);
    },
  };
}

/**
 * The usual form. Kept of every unit is what the convolution gives out and what comes after its relu; of a
 * shortcut of its own, what the convolution gives out.
 */
export const usualForm: ResidualForm = {
  stem: stemOf,
  block: prepareBlock,
  after: ({ shortcut }, [p, q, r]) => (shortcut === undefined ? [q, p, r] : [r, p, q]),
};
