import { describe, expect, it } from 'vitest';
import { QUANTITIES } from '../../core/maps/quantities';
import { regimeAt, sharesOf, stepsWrongAt } from '../../core/maps/regimes';
import { trainingEnd } from '../../core/maps/training';
import { mapCase, trainedCase } from '../gallery/maps';
import { formatNumber } from '../shared/format';
import { labelBox, squareAround } from '../shared/labels';
import { cutsOf, roomsOf, stacked } from './cuts';
import { describeRegimeMap, regimeMapSentence, regimeMapTitle } from './describe';
import { cellAt, pointOf, regimeMapLayout, settingsAt } from './layout';
import { colouringOf, NAMES, readingOf, regimeMapView } from './model';
import { namesBeside } from './names';
import { pixelDomain, pixelValues, placeInMap } from './view';

const SIZE = { width: 900, height: 420 };
const nearTie = mapCase();
const view = regimeMapView(nearTie);
const layout = regimeMapLayout(view, SIZE);

describe('the places of the map', () => {
  it('give the settings that stand there, on both sides of 0', () => {
    for (const sigma of [0.01, 0.3, 100]) {
      for (const epsilon of [-100, -0.5, -0.001, 0.001, 2, 100]) {
        const found = settingsAt(layout, pointOf(layout, { sigma, epsilon }));
        expect(found.sigma).toBeCloseTo(sigma, 6);
        expect(found.epsilon).toBeCloseTo(epsilon, 6);
      }
    }
    // beyond its edges the map ends, and in the gap the nearer half goes on
    const [above, below] = layout.halves;
    const middle = (above.y.range[0] + below.y.range[0]) / 2;
    expect(settingsAt(layout, { x: -50, y: middle - 1 })).toEqual({ sigma: 0.01, epsilon: 0.001 });
    expect(settingsAt(layout, { x: 2000, y: 2000 })).toEqual({ sigma: 100, epsilon: -100 });
  });

  it('belong to the cells whose values are drawn there', () => {
    const { grid } = nearTie.map;
    for (const [row, column] of [
      [0, 0],
      [10, 30],
      [32, 64],
      [33, 0],
      [65, 64],
    ]) {
      const at = placeInMap(nearTie.map, row, column);
      const settings = {
        sigma: grid.sigmas[column],
        epsilon: grid.epsilons[Math.floor(at / grid.sigmas.length)],
      };
      expect(cellAt(layout, pointOf(layout, settings))).toEqual({ row, column });
    }
    expect(cellAt(layout, { x: 1, y: 1 })).toBeNull();
  });
});

describe('the colours of the map', () => {
  it('are the values of the cells, and the worst there is where there is none', () => {
    for (const quantity of QUANTITIES) {
      const shown = mapCase({}, quantity);
      expect(pixelValues(regimeMapView(shown)).some(Number.isNaN)).toBe(false);
      const [least, most] = pixelDomain(colouringOf(shown));
      expect(least).toBeLessThan(most);
    }
    const values = pixelValues(view);
    const at = placeInMap(nearTie.map, 40, 20);
    const { bias, spread } = nearTie.map.cells;
    const error = Math.hypot(bias[at], spread[at] / 10);
    expect(values[40 * 65 + 20]).toBeCloseTo(Math.log(error), 9);
    // without a difference of losses there is no gradient
    const none = pixelValues(regimeMapView(mapCase({ loss: [1, 1, 1] })));
    expect(none.every((value) => value === Infinity)).toBe(true);
    expect(colouringOf(nearTie).domain[0]).toBe(0.1);
  });

  it('leave the wrong steps hatched, row by row', () => {
    const rows = (path: string) => path.split('M').length - 1;
    const [above, below] = layout.halves;
    expect(rows(above.wrong)).toBeGreaterThan(5);
    expect(rows(below.wrong)).toBeGreaterThan(5);
  });
});

describe('the names of the regimes', () => {
  it.each([SIZE, { width: 320, height: 300 }, { width: 1200, height: 600, presentation: true }])(
    'stand on cells of their own: %o',
    (size) => {
      const shown = regimeMapLayout(view, size);
      const names = shown.names.map(([name]) => name);
      expect(names.length).toBeGreaterThan(2);
      for (const name of names) {
        const { x, width, y, height } = labelBox(name);
        const cell = cellAt(shown, { x: x + width / 2, y: y + height / 2 })!;
        const regime = regimeAt(nearTie.map, placeInMap(nearTie.map, cell.row, cell.column), 100);
        expect(NAMES[regime]).toContain(name.text);
      }
    },
  );

  it('give way to what is dragged over them, with what they tell', () => {
    const { names } = regimeMapLayout(view, SIZE);
    expect(namesBeside(names, [])).toEqual(names.flat());
    for (const [i, name] of names.entries()) {
      for (const label of name) {
        const beside = namesBeside(names, [squareAround(label, 6)]);
        expect(beside).toEqual(names.filter((_, other) => other !== i).flat());
      }
    }
  });
});

describe('the cuts of the map', () => {
  it('stand beside it where there is room', () => {
    expect(roomsOf({ width: 640, height: 420 }).cuts).toBeNull();
    expect(roomsOf({ width: 1200, height: 600, presentation: true }).cuts).toBeNull();
    const { map, cuts } = roomsOf(SIZE);
    expect(map.width).toBeLessThan(cuts!.x);
    expect(cuts!.x + cuts!.width).toBe(SIZE.width);
  });

  it('go through the cell, on its side of 0', () => {
    const room = roomsOf(SIZE).cuts!;
    const cuts = cutsOf(view, { sigma: 0.1, epsilon: -1 }, stacked(room), SIZE);
    const texts = cuts.flatMap(({ labels }) => labels.map(({ text }) => text));
    expect(texts).toEqual(
      expect.arrayContaining(['error / length at ε = −0.93', 'error / length at σ = 0.10', '−1']),
    );
    for (const { curve, marker } of cuts) {
      expect(curve).not.toContain('NaN');
      expect(marker.x1).toBeGreaterThan(room.x);
    }
    const other = cutsOf(view, { sigma: 0.1, epsilon: 1 }, stacked(room), SIZE);
    expect(other[1].curve).not.toBe(cuts[1].curve);
  });
});

describe('the words of the map', () => {
  it('describe how much of it is good for what', () => {
    expect(describeRegimeMap(nearTie)).toMatchInlineSnapshot(
      `"A map of the noise scale from 0.01 to 100 and of the loss weight on both sides of 0, in size from 0.001 to 100. With estimates of 100 draws the error of the gradient is below its length in 58% of the map, below half of it in 20%; sigma steps the wrong way in 23%. The expected loss is least at sigma 0.68. The point is at sigma 0.100 and epsilon −1.00, where the error is 63% of the length, 73% of the draws differ, and the step of sigma goes the wrong way."`,
    );
    const { belowLength } = sharesOf(nearTie.map, 100);
    expect(describeRegimeMap(nearTie)).toContain(`${Math.round(100 * belowLength)}% of the map`);
  });

  it('have a title that holds at the point', () => {
    const title = (sigma: number, epsilon: number) =>
      regimeMapTitle({ ...nearTie, sigma, epsilon });
    expect(title(0.1, -1)).toMatchInlineSnapshot(
      `"ε = −1.0 is too strong: it asks for less noise, the wrong way"`,
    );
    expect(title(3, -50)).toMatchInlineSnapshot(
      `"ε = −50 is too strong: it asks for less noise, as is right here"`,
    );
    expect(title(0.1, 10)).toMatchInlineSnapshot(
      `"ε = 10 is too strong: it asks for more noise, as is right here"`,
    );
    expect(title(0.1, 0.08)).toMatchInlineSnapshot(
      `"Useful: the gradient of the scores is off by 29% of its length"`,
    );
    expect(title(0.011, -0.01)).toMatchInlineSnapshot(
      `"Frozen: of 100 draws less than one is expected to leave the likeliest y*"`,
    );
    expect(title(10, -0.01)).toMatchInlineSnapshot(
      `"Loud: the average of 100 draws is mostly spread, for 0.023% of them differ"`,
    );
  });

  it('advise the best epsilon above 0, where there is one', () => {
    expect(regimeMapSentence(nearTie)).toMatchInlineSnapshot(
      `"Drag the point: it is the σ and the ε of the whole lab. At σ = 0.10 the best ε above 0 is about 0.074; the ridge below 0 is a dip of the bias, which changes its sign there: no advice."`,
    );
    expect(regimeMapSentence({ ...nearTie, sigma: 100 })).toContain('no ε above 0 stands out');
  });

  it('never hold a right step for a wrong one', () => {
    const { cells, truth, grid } = nearTie.map;
    cells.slope.forEach((slope, at) => {
      const product = slope * truth.slopes[at % grid.sigmas.length];
      expect(stepsWrongAt(nearTie.map, at)).toBe(product < 0);
    });
  });
});

describe('the map of trainings', () => {
  const trained = trainedCase();
  const { map, training } = trained;
  const cells = Array.from(training!.losses, (_, at) => at);
  const ends = (end: string) => cells.filter((at) => trainingEnd(map, training!, at) === end);

  it('is coloured by the loss after the last step, between the ends that it can have', () => {
    const shown = regimeMapView(trained);
    expect(cells.map((at) => shown.valueAt(at))).toEqual([...training!.losses]);
    expect(shown.colouring.domain).toEqual([0, 1]);
    const pairs = regimeMapView({
      ...trained,
      map: { ...map, problem: { ...map.problem, k: 2, loss: [0.5, -1, 3] } },
    });
    expect(pairs.colouring.domain).toEqual([-0.5, 3.5]);
    // while there are none every cell is blank
    const none = regimeMapView({ ...trained, training: undefined });
    expect(pixelValues(none).every((value) => value === -Infinity)).toBe(true);
  });

  it('is hatched where trainings end with more loss than they start with', () => {
    const shown = regimeMapView(trained);
    expect(cells.filter((at) => shown.wrongAt(at))).toEqual(ends('higher'));
    expect(ends('higher').length).toBeGreaterThan(3);
  });

  it('says what trainings do, and whether one step tells it', () => {
    expect(regimeMapTitle(trained)).toMatchInlineSnapshot(
      `"50 steps lower the loss in 82% of the map and raise it in 2.6%"`,
    );
    expect(regimeMapSentence(trained)).toMatchInlineSnapshot(
      `"Every cell trains μ and σ from its own σ with its ε, by expected steps: of the cells with an error below half 85% end lower, of those where σ first steps the wrong way 11% end higher."`,
    );
    expect(describeRegimeMap(trained)).toContain(regimeMapSentence(trained));
    const percent = Math.round((100 * ends('lower').length) / cells.length);
    expect(regimeMapTitle(trained)).toContain(`the loss in ${percent}% of the map`);
    const none = { ...trained, training: undefined };
    expect(regimeMapTitle(none)).toBe('Where does training lower the loss?');
    expect(regimeMapSentence(none)).toBe('The trainings are being computed.');
    const drawn = { ...trained, training: { ...training!, draws: 100 } };
    expect(regimeMapSentence(drawn)).toContain('by 100 draws a step');
  });

  it('has the loss among the numbers of every cell', () => {
    const { rows } = readingOf({ map, at: 40 }, 100, training!.losses[40]);
    expect(rows.at(-1)).toEqual(['E[loss] after 50 steps', formatNumber(training!.losses[40])]);
    expect(readingOf({ map, at: 40 }, 100).rows).toHaveLength(rows.length - 1);
  });
});

describe('a part of the map', () => {
  it('says its ends, and does not claim to come near 0', () => {
    const part = { ...nearTie, sigmaBounds: [0.123, 0.7], epsilonBounds: [0.02, 2.5] } as const;
    expect(describeRegimeMap(part)).toContain(
      'from 0.123 to 0.7 and of the loss weight on both sides of 0, in size from 0.02 to 2.5.',
    );
    expect(regimeMapView(part).middle).toEqual([
      'sizes of ε below 0.02 are not shown',
      '|ε| < 0.02',
    ]);
  });
});
