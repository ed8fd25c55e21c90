import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNearestFirst } from './nearest-first';

const few = fc.integer({ min: 0, max: 4 });

describe('open nodes', () => {
  it('come out nearest first, of equal ones the lowest, whatever was raised on the way', () => {
    const step = fc.record({ node: fc.nat(9), to: few, take: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const distance = new Float64Array(10).fill(Infinity);
        const nodes = createNearestFirst(distance);
        const open = new Set<number>();
        const nearest = () => [...open].sort((a, b) => distance[a] - distance[b] || a - b)[0] ?? -1;
        for (const { node, to, take } of steps) {
          if (take) {
            const expected = nearest();
            expect(nodes.take()).toBe(expected);
            open.delete(expected);
          } else {
            distance[node] = open.has(node) ? Math.min(distance[node], to) : to;
            nodes.raise(node);
            open.add(node);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('take up nodes without an end to their distance', () => {
    const nodes = createNearestFirst(new Float64Array([Infinity, 1, Infinity]));
    for (const node of [2, 0, 1]) nodes.raise(node);
    expect([nodes.take(), nodes.take(), nodes.take(), nodes.take()]).toEqual([1, 0, 2, -1]);
  });

  it('are none after all were forgotten', () => {
    const nodes = createNearestFirst(new Float64Array(3));
    nodes.raise(2);
    nodes.raise(1);
    nodes.clear();
    expect(nodes.take()).toBe(-1);
    nodes.raise(2);
    expect(nodes.take()).toBe(2);
  });
});
