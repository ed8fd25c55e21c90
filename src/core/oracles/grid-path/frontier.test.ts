import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrontier } from './frontier';

describe('the nodes that are reached but not left', () => {
  it('come out the nearest first, of equal ones the lowest, whatever is added in between', () => {
    const step = fc.oneof(fc.constant('take' as const), fc.integer({ min: 0, max: 4 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const frontier = createFrontier(60);
        const inIt: { readonly node: number; readonly distance: number }[] = [];
        let node = 60;
        for (const what of steps) {
          if (what !== 'take') {
            inIt.push({ node: --node, distance: what });
            frontier.add(node, what);
          } else if (inIt.length > 0) {
            inIt.sort((a, b) => a.distance - b.distance || a.node - b.node);
            expect(frontier.take()).toBe(inIt.shift()?.node);
          }
        }
      }),
    );
  });

  it('is empty once it is cleared', () => {
    const frontier = createFrontier(3);
    frontier.add(0, 1);
    frontier.add(1, Infinity);
    frontier.clear();
    frontier.add(2, Infinity);
    expect(frontier.take()).toBe(2);
  });
});
