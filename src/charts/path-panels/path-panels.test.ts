import { expect, it } from 'vitest';
import { panelsCase } from '../gallery/paths';
import { describePathPanels } from './describe';
import { pathPanelsLayout } from './layout';

const data = panelsCase(12, ['change', 'share', 'difference'], null);
const { panels } = pathPanelsLayout(data, { width: 900, height: 340 });

it('has arrows up where costs are to rise, down where they are to fall', () => {
  const [{ signed }] = panels;
  const values = Array.from(data.panels[0].values!);
  const most = Math.max(...values.map(Math.abs));
  const count = (sign: number) => values.filter((value) => sign * value >= 0.02 * most).length;
  expect(signed.filter(({ look }) => look === 'dearer')).toHaveLength(count(1));
  expect(signed.filter(({ look }) => look === 'cheaper')).toHaveLength(count(-1));
});

it('has shares as heat, and nothing of what is not known yet', () => {
  expect(panels[1].heat.length).toBeGreaterThan(12);
  expect(panels[1].signed).toEqual([]);
  expect(panels[2]).toMatchObject({ heat: [], signed: [] });
});

it('stands in rows where that leaves it larger', () => {
  const high = pathPanelsLayout(data, { width: 300, height: 900 }).panels;
  expect(new Set(high.map(({ square }) => square.box.x)).size).toBe(1);
  expect(describePathPanels(data)).toContain('look 2: 41 cells of all.');
});
