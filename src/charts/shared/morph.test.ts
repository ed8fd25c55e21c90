import { describe, expect, it } from 'vitest';
import { matchingCase } from '../gallery/training';
import { matchingLayout } from '../matching/layout';
import { between } from './morph';

const SIZE = { width: 700, height: 500 };
const panelsOf = (right: number, more: Parameters<typeof matchingCase>[2] = {}) =>
  matchingLayout(matchingCase(12, right, more), SIZE).panels;

describe('marks on their way', () => {
  const from = [
    { id: 'a', x: 0, at: { y: 10 }, kind: 'right' },
    { id: 'b', x: 100, at: { y: 20 }, kind: 'right' },
  ];
  const to = [
    { id: 'c', x: 7, at: { y: 7 }, kind: 'wrong' },
    { id: 'a', x: 50, at: { y: 30 }, kind: 'wrong' },
  ];

  it('are those of the same id, wherever they stand in their list', () => {
    expect(between(from, to, 0.25)[1]).toEqual({ id: 'a', x: 12.5, at: { y: 15 }, kind: 'wrong' });
  });

  it('are at their new places at once where there was nothing before', () => {
    expect(between(from, to, 0)[0]).toBe(to[0]);
    const box = { x: 1, share: { y: 3 } };
    expect(between({ x: 1, share: null }, box as { x: number; share: object | null }, 0)).toBe(box);
  });

  it('leave from the old places and arrive at the new ones', () => {
    expect(between([0, 1, 200], [10, 9, 0], 0)).toEqual([0, 1, 200]);
    expect(between([0, 1, 200], [10, 9, 0], 1)).toEqual([10, 9, 0]);
  });

  it('are the new ones themselves where nothing can be seen to move', () => {
    for (const [before, now] of [
      [[{ x: 1, y: 2 }], [{ x: 1.3, y: 1.6 }]],
      [[{ id: 'a', x: 1 }], [{ id: 'b', x: 90 }]],
      [['a'], ['b']],
      [[Float64Array.of(1)], [Float64Array.of(50)]],
    ]) {
      expect(between(before, now, 0)).toBe(now);
    }
  });
});

describe('the links of a matching', () => {
  it('stay with their numbers when they turn from wrong ones into right ones', () => {
    const [before, after] = [panelsOf(3), panelsOf(12)];
    const [half] = between(before, after, 0.5);
    for (const link of half.links) {
      const [old, next] = [before, after].map(([{ links }]) =>
        links.find(({ id }) => id === link.id)!,
      );
      expect(link.from).toEqual(old.from);
      expect(link.kind).toBe(next.kind);
      expect(link.to.y).toBeCloseTo((old.to.y + next.to.y) / 2, 0);
    }
  });

  it('part into two matchings where y* alone was', () => {
    const before = panelsOf(3);
    const [own, augmented] = between(before, panelsOf(3, { view: 'difference' }), 0);
    const [{ numbers }] = before;
    expect(own.numbers).toEqual(numbers);
    expect(augmented.numbers).toEqual(numbers);
  });

  it('of other numbers do not move', () => {
    const after = panelsOf(3, { numbers: Array.from({ length: 12 }, (_, j) => (j + 0.4) / 12) });
    expect(between(panelsOf(12), after, 0)).toBe(after);
  });
});
