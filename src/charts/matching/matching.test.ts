import { describe, expect, it } from 'vitest';
import { matchingCase } from '../gallery/training';
import { countDifferent, countRight, isRight, matchingLayout, type MatchingPanel } from './layout';

const SIZE = { width: 700, height: 500 };

const kindsOf = ({ links }: MatchingPanel) => [...new Set(links.map(({ kind }) => kind))];

/** Whether two links of a panel cross: their ends are in opposite orders. */
function crossings(data: ReturnType<typeof matchingCase>): number {
  const [{ numbers, places }] = matchingLayout(data, SIZE).panels;
  let count = 0;
  const predicted = Array.from(data.prediction);
  predicted.forEach((place, j) => {
    predicted.forEach((other, k) => {
      const left = numbers[j].y - numbers[k].y;
      const right = places[place].y - places[other].y;
      if (j < k && left * right < 0) count++;
    });
  });
  return count;
}

describe('the layout of a matching', () => {
  it('has no crossings where numbers at their values are all in their places', () => {
    expect(crossings(matchingCase(30, 0))).toBe(0);
    expect(crossings(matchingCase(30, 5))).toBe(6);
    expect(crossings(matchingCase(30, 0, { arrange: 'order' }))).toBeGreaterThan(50);
  });

  it('draws right links, wrong ones with a cross each, and the truth on demand', () => {
    const data = matchingCase(9, 3);
    const [panel] = matchingLayout(data, SIZE).panels;
    expect(kindsOf(panel)).toEqual(['right', 'wrong']);
    expect(panel.links.filter(({ kind }) => kind === 'wrong')).toHaveLength(6);
    expect(panel.rings).toHaveLength(0);
    const [told] = matchingLayout({ ...data, showTruth: true }, SIZE).panels;
    expect(told.rings).toHaveLength(6);
    expect(kindsOf(told)).toContain('truth');
  });

  it('draws the difference as links pushed down and up, which change places with the sign', () => {
    const data = matchingCase(9, 3, { view: 'difference' });
    const kinds = (epsilon: number) =>
      matchingLayout({ ...data, epsilon }, SIZE).panels.map(({ links }) => links.at(-1)!.kind);
    expect(kinds(-12)).toEqual(['down', 'up']);
    expect(kinds(12)).toEqual(['up', 'down']);
    expect(countDifferent(data)).toBe(6);
  });

  it('puts the two sides under each other where it is narrow', () => {
    const data = matchingCase(5, 0, { view: 'difference' });
    const [a, b] = matchingLayout(data, { width: 360, height: 500 }).panels;
    expect(b.numbers[0].x).toBe(a.numbers[0].x);
    expect(Math.min(...b.numbers.map(({ y }) => y))).toBeGreaterThan(
      Math.max(...a.numbers.map(({ y }) => y)),
    );
  });

  it('counts equal numbers as right in each other’s places', () => {
    const data = matchingCase(3, 0, {
      numbers: [0.5, 0.1, 0.5],
      prediction: [2, 0, 1],
      truth: [1, 0, 2],
    });
    expect(countRight(data, data.prediction)).toBe(3);
    expect(isRight(data, [0, 1, 2], 0)).toBe(false);
  });

  it('has thinner links and fewer labels for more numbers', () => {
    const small = matchingLayout(matchingCase(5, 0), SIZE);
    const large = matchingLayout(matchingCase(128, 0), SIZE);
    expect(large.strokeWidth).toBeLessThan(small.strokeWidth);
    expect(large.panels[0].labels.length).toBeLessThan(40);
  });

  it('draws no links before the argmax of a slow step', () => {
    const [panel] = matchingLayout(matchingCase(5, 0, { view: 'none' }), SIZE).panels;
    expect(panel.links).toEqual([]);
    expect(panel.title.text).toBe('');
  });
});
