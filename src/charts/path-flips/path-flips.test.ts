import { expect, it } from 'vitest';
import { pathFlipsCase, stretches } from '../gallery/paths';
import { describePathFlips } from './describe';
import { pathFlipsLayout } from './layout';

const data = pathFlipsCase(0.5, stretches(0.01, 0.3, 0.9, 7, 100));

it('has a cell for every stretch, one of each strip current, and a line where the draw flips', () => {
  const { strip, flips, x, frame } = pathFlipsLayout(data, { width: 900, height: 320 });
  expect(strip).toHaveLength(6);
  expect(strip.filter(({ current }) => current).map(({ stretch }) => stretch.name)).toEqual([
    'A',
    'B',
  ]);
  expect(flips.map(({ x1 }) => x1)).toEqual([0.3, 0.9, 7].map((sigma) => x(sigma)));
  const own = strip.filter(({ row }) => row === 'draw');
  const width = own.reduce((sum, { box }) => sum + box.width, 0);
  expect(width).toBeCloseTo(frame.right - frame.left, 6);
});

it('says where half of the draws have left, and what the draw does', () => {
  expect(describePathFlips(data)).toMatchInlineSnapshot(
    `"From sigma 0.56 on less than half of 128 draws take the cheapest path. At sigma 100 0.0353% do. The path of draw 12 changes 3 times along sigma, first at 0.300. At sigma 0.400 it is path B."`,
  );
  const none = { ...data, sigmas: [], cheapest: [], draw: stretches(0.01, 100) };
  expect(describePathFlips(none)).toBe(
    'Shares along sigma are on their way. The path of draw 12 changes 0 times along sigma. At sigma 0.400 it is path A.',
  );
});
