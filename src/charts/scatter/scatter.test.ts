import { readFileSync } from 'node:fs';
import { lab, rgb } from 'd3';
import { describe, expect, it } from 'vitest';
import { DIGITS, GARMENTS, scatterCase } from '../gallery/knn';
import { separation } from './describe';
import { domainOf } from './domain';
import { drawScatter } from './draw';
import { createFinder, stepTo } from './find';
import { QUERY, scatterLayout, WRONG, type ScatterData } from './layout';
import { createRaster, createStamp, trimmed, type Raster } from './raster';
import { colourName } from './shapes';
import type { Stamps } from './stamps';

const SIZE = { width: 600, height: 420 };

it('shows the bulk of the points with equal units in both directions, strays on its edge', () => {
  const data = scatterCase(1000);
  data.points.positions.set([900, 0, 0, -700]);
  const layout = scatterLayout(data, SIZE);
  expect(layout.domain.halfX).toBeLessThan(2.5);
  expect(layout.outside).toBe(2);
  expect(layout.plot.width).toBe(SIZE.width);
  const { plot, xs, ys } = layout;
  expect(xs[0]).toBeGreaterThan(plot.x + plot.width - 10);
  expect(xs[0]).toBeLessThan(plot.x + plot.width);
  expect(ys[1]).toBeGreaterThan(plot.y + plot.height - 10);
  const { halfX, halfY } = layout.domain;
  const scale = Math.min(plot.width / halfX, plot.height / halfY) / 2;
  const { positions } = data.points;
  expect((xs[5] - xs[6]) / (positions[10] - positions[12])).toBeCloseTo(scale, 2);
  expect((ys[6] - ys[5]) / (positions[11] - positions[13])).toBeCloseTo(scale, 2);
});

it('has a view where all points are equal, where there are none, and where some are no numbers', () => {
  expect(domainOf(Float32Array.of(3, 4, 3, 4))).toEqual({ x: 3, y: 4, halfX: 1, halfY: 1 });
  expect(domainOf(new Float32Array(0))).toEqual({ x: 0, y: 0, halfX: 1, halfY: 1 });
  expect(domainOf(Float32Array.of(NaN, 1, 1, 1, 3, 1)).x).toBe(2);
  const gone = new Float32Array(4).fill(NaN);
  const view = { x: 1, y: 2, halfX: 3, halfY: 2 };
  expect(domainOf(gone, view)).toBe(view);
});

it('uses a wide plot for wide data, with equal units, and points on a line fill it', () => {
  const { points, classes } = scatterCase(500);
  const wide = points.positions.map((x, i) => (i % 2 === 0 ? 3 * x : x));
  const data = { points: { ...points, positions: wide }, classes };
  const { xs, ys, plot } = scatterLayout(data, { width: 1200, height: 400 });
  const spread = (places: Float32Array) => Math.max(...places) - Math.min(...places);
  expect(spread(xs)).toBeGreaterThan(0.7 * plot.width);
  const unit = (places: Float32Array, axis: number) =>
    (places[1] - places[0]) / (wide[2 + axis] - wide[axis]);
  expect(unit(xs, 0)).toBeCloseTo(-unit(ys, 1), 2);
  const line = Float32Array.of(0, 5, 1, 5, 2, 5);
  expect(domainOf(line)).toMatchObject({ x: 1, y: 5, halfX: 1.12 });
});

it('keeps its view while the points fill it, and otherwise follows them without turning back', () => {
  const at = (scale: number) => scatterCase(500).points.positions.map((x) => scale * x);
  const first = domainOf(at(1));
  expect(domainOf(at(0.9), first)).toBe(first);
  expect(domainOf(at(1.05), first)).toBe(first);
  for (const scale of [0.1, 10]) {
    let view = first;
    const halves = [first.halfX];
    for (let frame = 0; frame < 40; frame++) {
      view = domainOf(at(scale), view);
      halves.push(view.halfX);
    }
    expect(domainOf(at(scale), view)).toBe(view);
    const sign = Math.sign(scale - 1);
    halves
      .slice(1)
      .forEach((half, i) => expect(sign * (half - halves[i])).toBeGreaterThanOrEqual(0));
    expect(view.halfX / domainOf(at(scale)).halfX).toBeGreaterThan(0.85);
    expect(view.halfX / domainOf(at(scale)).halfX).toBeLessThan(1.5);
  }
});

it('writes short names as marks, smaller where there are many, and all at their centres', () => {
  const [few, many] = [90, 4000].map((count) => scatterLayout(scatterCase(count), SIZE));
  expect([few.named, many.named]).toEqual([true, true]);
  expect(many.letter).toBeLessThan(few.letter);
  expect(many.centres.map(({ text }) => text)).toEqual(DIGITS);
  const garments = scatterLayout(scatterCase(90, GARMENTS), SIZE);
  expect(garments.named).toBe(false);
  expect(garments.centres.length).toBeGreaterThan(6);
});

it('finds the nearest point, the neighbours of one, and those inside a line', () => {
  const xs = Float32Array.of(0, 10, 20, NaN, 30);
  const ys = Float32Array.of(0, 0, 0, 5, 0);
  const finder = createFinder(xs, ys);
  expect(finder.nearest({ x: 11, y: 2 }, 16)).toBe(1);
  expect(finder.nearest({ x: 11, y: 40 }, 16)).toBeNull();
  expect(finder.neighbours(2, 3)).toEqual([2, 1, 4]);
  const square = [
    { x: -5, y: -5 },
    { x: 15, y: -5 },
    { x: 15, y: 5 },
    { x: -5, y: 5 },
  ];
  expect(finder.inside(square)).toEqual([0, 1]);
  expect(finder.inside([])).toEqual([]);
});

it('steps through a class from left to right, and to the next class that has points', () => {
  const view = {
    xs: Float32Array.of(30, 10, 20, 12, 28),
    ys: Float32Array.of(0, 0, 0, 1, 1),
    labels: Uint8Array.of(0, 0, 0, 2, 2),
    classes: 4,
  };
  expect(stepTo('ArrowRight', null, view)).toBe(1);
  expect(stepTo('ArrowRight', 1, view)).toBe(2);
  expect(stepTo('ArrowRight', 0, view)).toBe(0);
  expect(stepTo('End', 1, view)).toBe(0);
  expect(stepTo('Home', 0, view)).toBe(1);
  expect(stepTo('ArrowDown', 0, view)).toBe(4);
  expect(stepTo('ArrowDown', 4, view)).toBe(0);
  expect(stepTo('ArrowUp', 1, view)).toBe(3);
  expect(stepTo('PageDown', 1, view)).toBeNull();
  expect(stepTo('ArrowRight', null, { ...view, labels: new Uint8Array(0) })).toBeNull();
});

it('counts how many points of a class are nearest to its own centre', () => {
  const data = {
    points: {
      positions: Float32Array.of(0, 0, 1, 0, 10, 0, 9, 0, 11, 0, 10, 0),
      labels: Uint8Array.of(0, 0, 0, 1, 1, 1),
    },
    classes: ['a', 'b', 'c'],
  };
  expect(separation(data)).toEqual([
    { count: 3, own: 2, rival: 1 },
    { count: 3, own: 3, rival: -1 },
    { count: 0, own: 0, rival: -1 },
  ]);
});

/** A stamp of one pixel that says who it is by its shade. */
const stampOf = (shade: number, alpha = 255) =>
  createStamp(1, 1, Uint8ClampedArray.of(shade, shade, shade, alpha));

const STAMPS: Stamps = {
  right: DIGITS.map((_, c) => stampOf(c)),
  wrong: DIGITS.map((_, c) => stampOf(100 + c)),
  cross: stampOf(200),
  ring: stampOf(201),
};

/** The stamps in the order in which they were put, each with how often in a row. */
function drawn(data: ScatterData, selected: ReadonlySet<number> | null = null) {
  const runs: { shade: number; alpha: number; count: number }[] = [];
  const raster: Raster = {
    ...createRaster(1, 1),
    put({ bytes }) {
      const [shade, , , alpha] = bytes;
      const last = runs.at(-1);
      if (last?.shade === shade && last.alpha === alpha) last.count++;
      else runs.push({ shade, alpha, count: 1 });
    },
  };
  drawScatter(raster, data, scatterLayout(data, SIZE), STAMPS, selected, 2);
  return runs;
}

it('draws class by class, then what is wrong with its crosses, then the rings', () => {
  const data = scatterCase(4000, DIGITS, 0.25, true);
  const runs = drawn(data);
  const marks = Array.from(data.points.marks!);
  const wrong = marks.filter((mark) => mark & WRONG).length;
  expect(runs.slice(0, 10).map(({ shade }) => shade)).toEqual([...DIGITS.keys()]);
  expect(runs.slice(0, 10).reduce((sum, { count }) => sum + count, wrong)).toBe(4000);
  expect(runs.slice(10, -2).every(({ shade }) => shade >= 100 && shade < 110)).toBe(true);
  const queries = marks.filter((mark) => mark & QUERY).length;
  expect(runs.slice(-2)).toEqual([
    { shade: 200, alpha: 255, count: wrong },
    { shade: 201, alpha: 255, count: queries },
  ]);
});

it('leaves out points without a place or a class', () => {
  const data = scatterCase(20);
  data.points.positions[0] = NaN;
  data.points.labels[1] = 200;
  expect(drawn(data).reduce((sum, { count }) => sum + count, 0)).toBe(18);
});

it('fades all but the selected points, which come last', () => {
  const runs = drawn(scatterCase(2000), new Set([3, 13, 4]));
  expect(runs.slice(0, 10).every(({ alpha }) => alpha === 46)).toBe(true);
  expect(runs.slice(10)).toEqual([
    { shade: 3, alpha: 255, count: 2 },
    { shade: 4, alpha: 255, count: 1 },
  ]);
});

it('lays stamps over each other as paint does, and cuts them at the edge', () => {
  const raster = createRaster(3, 2);
  const at = (x: number, y: number) =>
    Array.from(raster.bytes.subarray(4 * (y * 3 + x)).slice(0, 4));
  raster.put(stampOf(40), 0.5, 0.5);
  raster.put(stampOf(240, 51), 0.5, 0.5);
  expect(at(0, 0)).toEqual([80, 80, 80, 255]);
  raster.put(stampOf(240, 51), 1.5, 0.5);
  expect(at(1, 0)).toEqual([240, 240, 240, 51]);
  const square = createStamp(3, 3, new Uint8ClampedArray(36).fill(255));
  raster.put(square, 3.5, 2.5);
  expect(at(2, 1)).toEqual([255, 255, 255, 255]);
  expect(at(1, 1)).toEqual([0, 0, 0, 0]);
  raster.put(square, -9, 1);
  raster.put(square, 1, 40);
  raster.clear();
  expect(at(2, 1)).toEqual([0, 0, 0, 0]);
});

it('trims an empty margin, the same on all sides so that the middle stays', () => {
  const bytes = new Uint8ClampedArray(4 * 49);
  bytes[4 * (3 * 7 + 2) + 3] = 255;
  const { width, height, bytes: inner } = trimmed(createStamp(7, 7, bytes));
  expect([width, height]).toEqual([3, 3]);
  expect(inner[4 * 3 + 3]).toBe(255);
  expect(trimmed(createStamp(7, 7, new Uint8ClampedArray(4 * 49))).width).toBe(1);
});

describe('the hues of ten classes', () => {
  const sheet = readFileSync(new URL('../../styles/tokens.css', import.meta.url), 'utf8');
  const themes = [...sheet.matchAll(/\[data-theme='(\w+)'\] \{([^}]*)\}/g)].map(
    ([, name, body]) => {
      const value = (property: string) => new RegExp(`${property}: (#\\w+);`).exec(body)![1];
      const hues = Array.from({ length: 10 }, (_, i) => value(colourName(i)));
      return { name, card: value('--card'), hues };
    },
  );
  const luminance = (colour: string) => {
    const linear = (part: number) =>
      part <= 0.04045 * 255 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
    const { r, g, b } = rgb(colour);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const contrast = (a: string, b: string) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };

  it.each(themes)(
    'are equally light, apart from each other and from the ground: $name',
    (theme) => {
      const colours = theme.hues.map((hue) => lab(hue));
      const lightness = colours.map(({ l }) => l);
      expect(Math.max(...lightness) - Math.min(...lightness)).toBeLessThan(1.2);
      colours.forEach((one, i) =>
        colours.slice(i + 1).forEach((other) => {
          expect(Math.hypot(one.a - other.a, one.b - other.b)).toBeGreaterThan(24);
        }),
      );
      for (const hue of theme.hues) expect(contrast(hue, theme.card)).toBeGreaterThan(4);
    },
  );
});
