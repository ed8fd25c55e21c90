import { describe, expect, it } from 'vitest';
import { affineScores } from '../experiment/model';
import type { OwnSet } from '../experiment/own-set';
import { defaultsOf } from '../../../state/params';
import { materialOf } from '../model';
import { rankingsTable } from '../params';
import { axisOf, linesAlong, paramOf, placeOn, positionsOn } from './axis';

const rows = 40;
const set: OwnSet = {
  ...{
    id: 'own',
    file: 'r.csv',
    sum: '',
    rows,
    features: ['width', 'flat', 'mass'],
    labels: ['u', 'v'],
  },
  x: Float64Array.from({ length: 3 * rows }, (_, at) =>
    at % 3 === 1 ? 5 : Math.sin(at * at) * (at % 3 === 0 ? 0.01 : 400),
  ),
  ranks: Float64Array.from({ length: 2 * rows }, (_, at) => at % 2),
};
const values = defaultsOf(rankingsTable);
const material = materialOf(values, set);
const weights = Float64Array.of(0.3, 9, -0.7, 0.1, -0.2, 9, 0.4, -0.3);

describe('an axis through the mean row', () => {
  it.each([0, 1, 2, 3])('has the scores of the model there: axis %d', (feature) => {
    const axis = axisOf(material, feature);
    const lines = linesAlong(axis, weights);
    const { mean, scale } = material.own!.scales;
    for (const share of [-1, 0.3, 1]) {
      const place = placeOn(axis, share);
      // the row there in the units of the file, then standardised as the model has it
      const row = Float64Array.from(mean);
      if (feature > 0) row[feature - 1] = place;
      const standard = row.map((value, i) => (value - mean[i]) * scale[i]);
      if (feature === 0) standard.set(material.own!.principal.map((v) => v * place));
      const scores = new Float64Array(2);
      affineScores(weights, standard, 0, scores);
      const along = new Float64Array(2);
      affineScores(lines, Float64Array.of(place), 0, along);
      along.forEach((score, i) => expect(score).toBeCloseTo(scores[i], 9));
      expect(paramOf(axis, place)).toBeCloseTo(share, 2);
    }
  });

  it('reaches from the least to the greatest value of a feature, with decimals to tell them', () => {
    const axis = axisOf(material, 1);
    const column = set.x.filter((_, at) => at % 3 === 0);
    expect(axis).toMatchObject({ title: 'width', name: 'width', digits: 5 });
    expect(axis.bounds.map((end) => end.toFixed(9))).toEqual(
      [Math.min(...column), Math.max(...column)].map((end) => end.toFixed(9)),
    );
    positionsOn(axis, material.data.all).forEach((at, row) => {
      expect(at).toBeCloseTo(column[row], 12);
    });
    expect(axisOf(material, 3).digits).toBe(0);
    expect(axisOf(material, 99).name).toBe('mass');
  });

  it('is flat along a feature that is constant', () => {
    const axis = axisOf(material, 2);
    expect(axis.bounds).toEqual([4, 6]);
    const lines = linesAlong(axis, weights);
    expect([lines[0], lines[2]]).toEqual([0, 0]);
  });
});
