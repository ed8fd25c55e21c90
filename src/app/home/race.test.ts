import { expect, it } from 'vitest';
import { noiseSpec } from '../../core/noise/noise';
import { gibbsLaw } from '../../core/laws/gibbs';
import { isOver, pauseAfter, raceData, raceFall, start, still } from './race';

it('shows the draw that has fallen last, and who wins it', () => {
  const data = raceData({ ...start, draws: 1 });
  const sums = start.scores.map((score, i) => score + data.perturbation[i]);
  expect(data.winners.indexOf(true)).toBe(sums.indexOf(Math.max(...sums)));
  expect(data.draw).toBe(1);
});

it('gives the exact odds: 79, 18 and 4 of a hundred', () => {
  const oddsOf = (sigma: number) => Array.from(raceData({ ...start, sigma }).exact ?? []);
  expect(oddsOf(1).map((share) => Math.round(100 * share))).toEqual([79, 18, 4]);
  expect(oddsOf(100)).toEqual([...gibbsLaw(start.scores, 100, noiseSpec('gumbel', 0))]);
});

it('every draw lies in one pile', () => {
  for (const race of [start, still]) {
    const { wins } = raceFall(race, true);
    const draws = wins.flatMap((pile) => Array.from(pile)).sort((a, b) => a - b);
    expect(draws).toEqual(Array.from({ length: race.draws }, (_, i) => i));
  }
});

it('is over in twenty seconds, and hurries after eight at most', () => {
  let time = 0;
  let slow = 0;
  for (let draws = 1; !isOver({ ...start, draws }); draws++) {
    time += pauseAfter(draws);
    if (pauseAfter(draws) > 200) slow = time;
  }
  expect(slow).toBeLessThan(8000);
  expect(time).toBeLessThan(20_000);
});
