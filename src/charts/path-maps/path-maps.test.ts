import { expect, it } from 'vitest';
import { pathMapsCase } from '../gallery/held-out';
import { describePathMaps } from './describe';
import { pathMapsLayout } from './layout';

const data = pathMapsCase(6);

it('stands in as few rows as leave the maps large, each with its verdict under it', () => {
  const { maps, labels } = pathMapsLayout(data, { width: 900, height: 420 });
  expect(new Set(maps.map(({ square }) => square.box.y)).size).toBe(2);
  expect(labels.map(({ kind }) => kind)).toEqual(Array(3).fill(['note', 'failed']).flat());
  const high = pathMapsLayout(data, { width: 300, height: 1200 });
  expect(new Set(high.maps.map(({ square }) => square.box.x)).size).toBeLessThan(3);
  for (const [m, { square }] of maps.entries()) {
    expect(labels[m].y).toBeGreaterThan(square.box.y + square.box.height);
  }
});

it('has cells where these are no path', () => {
  const { maps } = pathMapsLayout(pathMapsCase(2, true), { width: 640, height: 360 });
  expect([maps[0].cells, maps[1].path]).toEqual(['', '']);
  expect(maps[1].cells.match(/Z/g)).toHaveLength(7);
});

it('says how many are right', () => {
  expect(describePathMaps(pathMapsCase(2))).toBe(
    '2 maps, each with the path that is taken and the right one: 1 are right. held-out map 1: right. held-out map 2: 21% dearer.',
  );
  expect(describePathMaps({ ...data, maps: [] })).toBe('No maps yet.');
});
