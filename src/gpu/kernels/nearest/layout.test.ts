import { describe, expect, it } from 'vitest';
import { candidateBlocks, packPanels, paddedDim, panelBytes, PANEL, QUERY_BLOCK } from './layout';

describe('panels', () => {
  it('hold every coordinate once, and zeros beyond the points and dimensions', () => {
    const [count, dim] = [70, 3];
    const values = Float32Array.from({ length: count * dim }, (_, i) => i + 1);
    const panels = new Float32Array(panelBytes(60, dim) / 4);
    packPanels({ values, count }, 5, 65, dim, panels);
    for (let lane = 0; lane < PANEL; lane++) {
      for (let d = 0; d < paddedDim(dim); d++) {
        const inside = lane < 60 && d < dim;
        const expected = inside ? values[(5 + lane) * dim + d] : 0;
        expect(panels[d * PANEL + lane]).toBe(expected);
      }
    }
  });

  it('begin anew after 64 points', () => {
    const values = Float32Array.from({ length: 65 }, (_, i) => i + 1);
    const panels = new Float32Array(panelBytes(65, 1) / 4);
    packPanels({ values, count: 65 }, 0, 65, 1, panels);
    expect(panels[63]).toBe(64);
    expect(panels[4 * PANEL]).toBe(65);
  });
});

describe('blocks of candidates', () => {
  const MiB = 2 ** 20;

  it.each([
    [1, 2, 128 * MiB],
    [4096, 512, 128 * MiB],
    [60_000, 512, 128 * MiB],
    [60_000, 512, MiB],
    [1000, 5, 256 * 1024],
  ])('of %i points in %i dimensions cover all and fit into %i bytes', (count, dim, most) => {
    const blocks = candidateBlocks(count, dim, { maxStorageBufferBindingSize: most });
    let next = 0;
    for (const block of blocks) {
      expect(block.first).toBe(next);
      expect(block.first % PANEL).toBe(0);
      expect(panelBytes(block.count, dim)).toBeLessThanOrEqual(most);
      expect(panelBytes(block.count, QUERY_BLOCK)).toBeLessThanOrEqual(most);
      next += block.count;
    }
    expect(next).toBe(count);
  });

  it('cannot be made where not even 64 points fit', () => {
    const tiny = { maxStorageBufferBindingSize: 4096 };
    expect(() => candidateBlocks(10, 512, tiny)).toThrow('512 dimensions are more than');
  });
});
