import { describe, expect, it } from 'vitest';
import { gridOf, isCertified, laneConstants, lanesOf, matricesPerPart, plainLanes } from './layout';

const device = (feature: string, least?: number, most?: number) => ({
  features: new Set([feature]) as unknown as GPUSupportedFeatures,
  adapterInfo: { subgroupMinSize: least, subgroupMaxSize: most } as GPUAdapterInfo,
});

describe('the lanes of a search', () => {
  it('are a subgroup where all subgroups are of one size that fits, and else of a workgroup', () => {
    expect(lanesOf(device('subgroups', 32, 32))).toEqual({ kind: 'subgroup', count: 32 });
    expect(lanesOf(device('subgroups', 8, 32))).toBe(plainLanes);
    expect(lanesOf(device('subgroups', 4, 4))).toBe(plainLanes);
    expect(lanesOf(device('subgroups'))).toBe(plainLanes);
    expect(lanesOf(device('timestamp-query', 32, 32))).toBe(plainLanes);
  });

  it('have as many columns each as it takes', () => {
    expect(laneConstants(33, plainLanes)).toContain('SLOTS = 2u');
    expect(laneConstants(32, plainLanes)).toContain('SLOTS = 1u');
  });
});

describe('a batch of matrices', () => {
  it('has a workgroup each, in a grid that every device takes', () => {
    for (const count of [1, 32_768, 32_769, 100_000]) {
      const { width, height } = gridOf(count);
      expect(width * height).toBeGreaterThanOrEqual(count);
      expect(Math.max(width, height)).toBeLessThan(65_536);
    }
  });

  it('goes in parts that a binding holds', () => {
    const limits = { maxStorageBufferBindingSize: 2 ** 27, maxBufferSize: 2 ** 28 };
    expect(matricesPerPart(128, limits)).toBe(2048);
    expect(4 * 100 ** 2 * matricesPerPart(100, limits)).toBeLessThanOrEqual(2 ** 27);
  });
});

it('is certified by what its rows miss, against the size of its numbers', () => {
  expect(isCertified(0, 0)).toBe(true);
  expect(isCertified(2e-6, 1)).toBe(true);
  expect(isCertified(1e-4, 1)).toBe(false);
  expect(isCertified(3e38, 1e30)).toBe(false);
  expect(isCertified(0, Infinity)).toBe(false);
});
