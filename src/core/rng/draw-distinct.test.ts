import { describe, expect, it } from 'vitest';
import { drawDistinct } from './draw-distinct';
import { createRng } from './rng';

describe('numbers drawn without replacement', () => {
  it('are a permutation where all are drawn, and fewer are the beginning of more', () => {
    const rng = createRng(3, 'distinct');
    const all = drawDistinct(rng, 5, 50, 50);
    expect([...all].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(drawDistinct(rng, 5, 20, 50)).toEqual(all.slice(0, 20));
    expect(drawDistinct(rng, 6, 50, 50)).not.toEqual(all);
  });
});
