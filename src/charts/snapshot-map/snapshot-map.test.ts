import { describe, expect, it } from 'vitest';
import { SNAPSHOT_QUANTITIES, snapshotRegime } from '../../core/maps/snapshot-regimes';
import { snapshotCase } from '../gallery/snapshots';
import { regimeMapLayout } from '../regime-map/layout';
import { pixelDomain, pixelValues } from '../regime-map/view';
import { describeSnapshot, snapshotSentence, snapshotTitle } from './describe';
import { SNAPSHOT_NAMES, snapshotColouring, snapshotReading, snapshotView } from './model';

const SIZE = { width: 900, height: 440 };
const data = snapshotCase();
const viewOf = (patch: Parameters<typeof snapshotCase>[0] = {}) =>
  snapshotView({ ...snapshotCase(patch), trained: false });

describe('the colours of a snapshot', () => {
  it('are there for every quantity and every cell', () => {
    for (const quantity of SNAPSHOT_QUANTITIES) {
      const [low, high] = pixelDomain(snapshotColouring({ ...data, quantity }));
      expect(low).toBeLessThan(high);
      expect(pixelValues(viewOf({ quantity })).some(Number.isNaN)).toBe(false);
    }
  });

  it('span three powers of ten of lengths, the longest among them', () => {
    const { domain } = snapshotColouring({ ...data, quantity: 'norm' });
    expect(domain).toEqual([0.1, 100]);
    const none = { ...data.map, cells: { ...data.map.cells, norm: new Float64Array(462) } };
    expect(snapshotColouring({ ...data, map: none, quantity: 'norm' }).domain).toEqual([0.001, 1]);
  });
});

describe('the names of a snapshot', () => {
  it('stand in the map, those of its largest parts', () => {
    const names = regimeMapLayout(viewOf(), SIZE).names.map(([name]) => name);
    const regimes = new Set(
      Array.from(data.map.cells.differ, (_, at) => snapshotRegime(data.map, at)),
    );
    expect(regimes).toContain('useful');
    expect(names.length).toBeGreaterThan(2);
    for (const { text } of names) expect(Object.values(SNAPSHOT_NAMES)).toContain(text);
  });
});

describe('the words of a snapshot', () => {
  it('describe how much of it is good for what, the point, the trail and the pins', () => {
    const trail = [
      { sigma: 2, epsilon: -1 },
      { sigma: 0.5, epsilon: -12 },
    ];
    const pins = [{ name: 'A', sigma: 0.1, epsilon: 1 }];
    expect(describeSnapshot(snapshotCase({ trail, pins }))).toMatchInlineSnapshot(
      `"A map of the noise scale from 0.01 to 100 and of the loss weight on both sides of 0, at the weights of step 64, measured on 8 steps per cell. A step has a cosine of at least a half with the gradient in 29% of the map; 8.7% is frozen; sigma steps the wrong way in 25%. The point is at sigma 0.500 and epsilon −12.0, ε too strong: cosine of a step 0.46, cosine of 8 steps together 0.68, links that differ 89%, length of a step’s gradient 89, slope in log σ, reference 0.50, slope in log σ, estimate 1.0, right under y* 72%, right under y*(ε) 97%. The training has gone from sigma 2.00 and epsilon −1.00 to sigma 0.500 and epsilon −12.0. Pin A is at sigma 0.100 and epsilon 1.00."`,
    );
  });

  it('have a title that holds at the point', () => {
    const title = (sigma: number, epsilon: number) =>
      snapshotTitle(snapshotCase({ sigma, epsilon }));
    expect(title(0.5, -1)).toMatchInlineSnapshot(
      `"Useful: a step has a cosine of 0.93 with the gradient"`,
    );
    expect(title(1, -1000)).toMatchInlineSnapshot(
      `"ε = −1000 is too strong: steps agree with each other, less with the gradient (cosine 0.019)"`,
    );
    expect(title(100, 0.01)).toMatchInlineSnapshot(
      `"Frozen: of 500 links of a step less than one is expected to differ"`,
    );
    expect(title(0.01, -1)).toMatchInlineSnapshot(
      `"So little noise hardly changes y*: there is no gradient to compare with"`,
    );
    expect(title(10, 1)).toMatchInlineSnapshot(
      `"Loud: a step is mostly spread, with a cosine of 0.29 with the gradient"`,
    );
    expect(title(1, 3)).toMatchInlineSnapshot(
      `"Useful for the scores, cosine 0.57, not for σ: its step goes the wrong way"`,
    );
  });

  it('advise the best epsilon on the side of the point', () => {
    expect(snapshotSentence(data)).toMatchInlineSnapshot(
      `"What a step would be elsewhere, at the weights of step 64. At σ = 0.50 the best ε below 0 is about −1.0."`,
    );
    expect(snapshotSentence({ ...data, sigma: 0.01 })).toContain('no ε below 0 stands out');
  });

  it('tell the numbers of a cell', () => {
    const { rows } = snapshotReading(data, 5 * 21 + 8);
    expect(rows).toHaveLength(8);
    expect(rows.flat().join(' ')).not.toContain('NaN');
    expect(snapshotReading(data, 0).rows[0]).toEqual(['cosine of a step', 'none']);
  });
});
