import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { heatmapCase } from '../gallery/training';
import { typeScale } from '../shared/size';
import { contrast, luminance, mixed, themesOf } from '../shared/testing';
import { domainOf, pixelsOf } from './colours';
import { cellAt, heatmapLayout, panelColumns } from './layout';
import { cellTexts } from './numbers';

const sheet = readFileSync(new URL('../../styles/tokens.css', import.meta.url), 'utf8');
const charts = readFileSync(new URL('../charts.css', import.meta.url), 'utf8');

/** Share of the hue in the cells of a ramp from the least value to the greatest. */
const VALUES = Array.from({ length: 101 }, (_, i) => i - 30);
const shares = Array.from(
  VALUES,
  (_, i) => pixelsOf(VALUES, domainOf(VALUES, 'values'))[4 * i + 3] / 255,
);

const hues = [...charts.matchAll(/\.hue-(\w+) \{\s*fill: var\((--[\w-]+)\)/g)];

it.each(themesOf(sheet))(
  'has one hue per concept, from the card on, and monotone: %s',
  (_, colours) => {
    expect(hues.map(([, name]) => name)).toEqual(['signal', 'noise', 'loss', 'error', 'ink']);
    expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
    for (const [, , token] of hues) {
      const cells = shares.map((share) => mixed(colours['--card'], colours[token], share));
      const light = cells.map(luminance);
      const sign = Math.sign(light.at(-1)! - light[0]);
      // lighter all the way on night, darker on paper
      expect(sign).toBe(luminance(colours['--card']) < 0.5 ? 1 : -1);
      light.slice(1).forEach((value, i) => expect(sign * (value - light[i])).toBeGreaterThan(0));
      // far enough from one end to the other
      expect(contrast(cells[0], cells.at(-1)!)).toBeGreaterThan(4);
    }
  },
);

it.each(themesOf(sheet))('draws truth and prediction readably on every cell: %s', (_, colours) => {
  const halo = colours['--card'];
  for (const mark of [colours['--truth'], colours['--prediction']]) {
    expect(contrast(mark, halo)).toBeGreaterThan(3);
    for (const [, , token] of hues) {
      for (const share of shares) {
        const cell = mixed(halo, colours[token], share);
        expect(Math.max(contrast(mark, cell), contrast(halo, cell))).toBeGreaterThan(2.5);
      }
    }
  }
});

it('spans values tightly, shares from 0 to 1, and never nothing', () => {
  expect(domainOf([-1, 3], 'values')).toEqual([-1, 3]);
  expect(domainOf([0.2, 0.4], 'shares')).toEqual([0, 1]);
  expect(domainOf([5, 5], 'values')).toEqual([4, 6]);
  expect(domainOf([], 'values')).toEqual([0, 1]);
  expect(domainOf([NaN, 2, 3], 'values')).toEqual([2, 3]);
  expect(domainOf([NaN, 2, 3], 'with-zero')).toEqual([0, 3]);
  expect(domainOf([NaN], 'with-zero')).toEqual([0, 1]);
  expect(pixelsOf([NaN, 2], [0, 2])[3]).toBe(0);
});

it('draws the truth as a line and predictions as dots of two pixels where cells are small', () => {
  const size = { width: 900, height: 300 };
  const [few, many] = [40, 41].map((d) => heatmapLayout(heatmapCase(d), size));
  expect(few.panels[0]).toMatchObject({ truth: null });
  expect(few.panels[0].rings).toHaveLength(40);
  expect(many.panels[0].rings).toEqual([]);
  const { box, truth } = many.panels[0];
  expect(truth!.x1 - box.x).toBeCloseTo(many.cell.width / 2);
  expect(truth!.y2 - box.y).toBeCloseTo(box.height - many.cell.height / 2);
  expect(many.radius).toBe(1);
  // rows in another order have their truth elsewhere
  const turned = heatmapCase(50);
  const panels = turned.panels.map((panel) => ({
    ...panel,
    rings: [...turned.rows.keys()].reverse(),
  }));
  expect(heatmapLayout({ ...turned, panels }, size).panels[0].rings).toHaveLength(50);
});

it('finds the cell under a point in every panel, and none between them', () => {
  const layout = heatmapLayout(heatmapCase(10), { width: 900, height: 300 });
  for (const { box } of layout.panels) {
    const at = { x: box.x + 3.5 * layout.cell.width, y: box.y + 7.5 * layout.cell.height };
    expect(cellAt(layout, at)).toEqual({ row: 7, column: 3 });
  }
  expect(cellAt(layout, { x: 1, y: 1 })).toBeNull();
});

it('places panels so that they are as large as the room allows', () => {
  expect(panelColumns(4, 1200, 300)).toBe(4);
  expect(panelColumns(4, 400, 400)).toBe(2);
  expect(panelColumns(4, 200, 900)).toBe(1);
});

it('writes the number of each cell where all of them fit, under the marks, and none where one does not', () => {
  const size = { width: 900, height: 300 };
  const data = { ...heatmapCase(3), numbered: true };
  const [scores] = data.panels;
  const { panels, cell, radius } = heatmapLayout(data, size);
  const { numbers, rings, box } = panels[0];
  expect(numbers.map(({ text }) => Number(text.replace('−', '-')))).toEqual(
    Array.from(scores.values, (value): unknown => expect.closeTo(value, 1)),
  );
  for (const [i, { x, y }] of numbers.entries()) {
    expect(
      cellAt({ panels, cell, radius, ring: radius, labels: [], type: typeScale(size) }, { x, y }),
    ).toEqual({
      row: Math.floor(i / 3),
      column: i % 3,
    });
  }
  // the ring of the first row ends above the number
  expect(rings[0].y + 1.4 * radius).toBeLessThan(numbers[0].y - 4);
  expect(numbers[0].y).toBeLessThan(box.y + cell.height);
  const holed = {
    ...data,
    panels: [{ ...scores, values: [NaN, ...Array.from(scores.values).slice(1)] }],
  };
  expect(heatmapLayout(holed, size).panels[0].numbers).toHaveLength(8);
  const wide = [
    scores,
    { ...scores, id: 'wide', values: Array.from(scores.values, (v) => 1e-7 * v) },
  ];
  for (const other of [
    { ...data, panels: wide },
    { ...heatmapCase(10), numbered: true },
    heatmapCase(3),
  ]) {
    const layout = heatmapLayout(other, { width: 400, height: 300 });
    expect(layout.panels.flatMap((panel) => panel.numbers)).toEqual([]);
  }
});

it('rounds all numbers of a matrix alike, as finely as there is room for', () => {
  const type = typeScale({ width: 900, height: 300 });
  const texts = (values: readonly number[], width = 40) =>
    cellTexts(values, { width, height: 40 }, type);
  expect(texts([3.5, 13, 26.5, -1])).toEqual(['3.5', '13', '26.5', '−1']);
  expect(texts([0.5, 1234, 0, NaN])).toEqual(['0.5', '1234', '0', '']);
  expect(texts([0.62137, 0.00123, 1])).toEqual(['0.62', '0', '1']);
  expect(texts([0, 0])).toEqual(['0', '0']);
  expect(texts([5e-324, 0], 200)).toEqual(['4.94×10⁻³²⁴', '0']);
  expect(texts([123456, 1], 20)).toBeNull();
  expect(cellTexts([1], { width: 40, height: 10 }, type)).toBeNull();
});
