import { describe, expect, it } from 'vitest';
import { outputSize, type Layer, type NetworkSpec } from '../../core/networks/layers';
import { embeddings } from '../../core/networks/embeddings';
import { outputOf, stagesOf, volume } from './stages';

const conv: Layer = { kind: 'conv', kernel: 3, filters: 4, activation: 'relu', stride: 2 };
const pad = (before: number, after: number): Layer => ({ kind: 'pad', before, after });
const spec = (...layers: Layer[]): NetworkSpec => ({ input: [6, 5, 3], layers });

describe('the stages of a network', () => {
  it('leave zeros before a convolution to its windows, and all others as they are', () => {
    expect(stagesOf(spec(pad(1, 0), pad(1, 2), conv, pad(0, 1)))).toEqual([
      {
        kind: 'convolution',
        shape: { input: [6, 5, 3], output: [4, 4, 4], kernel: 3, stride: 2, before: 2 },
        weightsAt: 0,
        activation: 'relu',
      },
      { kind: 'pad', input: [4, 4, 4], zeros: { before: 0, after: 1 } },
    ]);
    const pooled = stagesOf(spec(pad(1, 1), { kind: 'mean' }, conv));
    expect(pooled.map(({ kind }) => kind)).toEqual(['pad', 'pool', 'convolution']);
  });

  it.each([
    ['LeNet', { input: [28, 28, 1], layers: embeddings.lenet }],
    ['zeros last', spec(conv, pad(2, 1))],
    ['a mean last', spec(pad(0, 1), { kind: 'mean' })],
  ] as [string, NetworkSpec][])('give out as many numbers as the network (%s)', (_, of) => {
    const last = stagesOf(of).at(-1);
    expect(last && volume(outputOf(last))).toBe(outputSize(of));
  });

  it('make a dense layer a convolution of one pixel', () => {
    const [stage] = stagesOf(spec({ kind: 'dense', units: 7, activation: 'none' }));
    expect(stage).toMatchObject({ shape: { input: [1, 1, 90], output: [1, 1, 7], kernel: 1 } });
  });
});
