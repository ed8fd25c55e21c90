import { describe, expect, it } from 'vitest';
import { createSpare } from './spare';

describe('spare arrays', () => {
  it('are taken again where the length is the same, and only once', () => {
    const spare = createSpare(2);
    const [three, four] = [new Float32Array(3), new Float32Array(4)];
    spare.put([three, four]);
    expect(spare.take(3)).toBe(three);
    expect(spare.take(3)).not.toBe(three);
    expect(spare.take(5)).toHaveLength(5);
    expect(spare.take(4)).toBe(four);
  });

  it('hold a copy whatever they held', () => {
    const spare = createSpare(2);
    const array = Float32Array.of(7, 8);
    spare.put([array]);
    const values = Float32Array.of(1, 2);
    const copy = spare.copy(values);
    expect(copy).toBe(array);
    expect(copy).toEqual(values);
  });

  it('are kept up to a number of each length', () => {
    const spare = createSpare(2);
    const arrays = Array.from({ length: 3 }, () => new Float32Array(1));
    const other = new Float32Array(2);
    spare.put([...arrays, other]);
    const taken = Array.from({ length: 3 }, () => spare.take(1));
    expect(arrays.filter((array) => taken.includes(array))).toHaveLength(2);
    expect(spare.take(2)).toBe(other);
  });
});
