import { expect, it, vi } from 'vitest';
import { DIGITS, GARMENTS, scatterCase } from '../gallery/knn';
import { separation } from './describe';
import { domainOf } from './domain';
import { drawScatter, type Ink, type Surface } from './draw';
import { contains, createFinder, stepTo } from './find';
import { scatterLayout } from './layout';

const SIZE = { width: 600, height: 420 };

it('shows the bulk of the points in a square with equal units, strays on its edge', () => {
  const data = scatterCase(1000);
  data.points.positions.set([900, 0, 0, -700]);
  const layout = scatterLayout(data, SIZE);
  expect(layout.domain.half).toBeLessThan(2.5);
  expect(layout.outside).toBe(2);
  expect(layout.plot.width).toBe(layout.plot.height);
  const { plot, xs, ys } = layout;
  expect(xs[0]).toBeGreaterThan(plot.x + plot.width - 10);
  expect(xs[0]).toBeLessThan(plot.x + plot.width);
  expect(ys[1]).toBeGreaterThan(plot.y + plot.height - 10);
  const scale = plot.width / (2 * layout.domain.half);
  const { positions } = data.points;
  expect((xs[5] - xs[6]) / (positions[10] - positions[12])).toBeCloseTo(scale, 2);
  expect((ys[6] - ys[5]) / (positions[11] - positions[13])).toBeCloseTo(scale, 2);
});

it('has a view where all points are equal, where there are none, and where some are no numbers', () => {
  expect(domainOf(Float32Array.of(3, 4, 3, 4))).toEqual({ x: 3, y: 4, half: 1 });
  expect(domainOf(new Float32Array(0))).toEqual({ x: 0, y: 0, half: 1 });
  expect(domainOf(Float32Array.of(NaN, 1, 1, 1, 3, 1)).x).toBe(2);
  const gone = new Float32Array(4).fill(NaN);
  const view = { x: 1, y: 2, half: 3 };
  expect(domainOf(gone, view)).toBe(view);
});

it('keeps its view while the points fill it, and otherwise follows them without turning back', () => {
  const at = (scale: number) => scatterCase(500).points.positions.map((x) => scale * x);
  const first = domainOf(at(1));
  expect(domainOf(at(0.9), first)).toBe(first);
  expect(domainOf(at(1.05), first)).toBe(first);
  for (const scale of [0.1, 10]) {
    let view = first;
    const halves = [first.half];
    for (let frame = 0; frame < 40; frame++) {
      view = domainOf(at(scale), view);
      halves.push(view.half);
    }
    expect(domainOf(at(scale), view)).toBe(view);
    const sign = Math.sign(scale - 1);
    halves
      .slice(1)
      .forEach((half, i) => expect(sign * (half - halves[i])).toBeGreaterThanOrEqual(0));
    expect(view.half / domainOf(at(scale)).half).toBeGreaterThan(0.85);
    expect(view.half / domainOf(at(scale)).half).toBeLessThan(1.5);
  }
});

it('names few points, and many by the centres of their classes', () => {
  const few = scatterLayout(scatterCase(90), SIZE);
  expect(few.named).toBe(true);
  expect(few.centres).toHaveLength(0);
  const many = scatterLayout(scatterCase(4000), SIZE);
  expect(many.named).toBe(false);
  expect(many.centres.map(({ text }) => text)).toEqual(DIGITS);
  expect(scatterLayout(scatterCase(90, GARMENTS), SIZE).named).toBe(false);
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
  expect(contains(square, 16, 0)).toBe(false);
  expect(contains([], 0, 0)).toBe(false);
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

const INK: Ink = {
  classes: DIGITS.map((digit) => `colour ${digit}`),
  error: 'error',
  text: 'text',
  card: 'card',
  font: 'sans',
};

/** A surface that notes the colour and opacity of every fill. */
function watched() {
  const fills: string[] = [];
  const still = () => undefined;
  const surface = {
    setTransform: vi.fn(),
    clearRect: still,
    beginPath: vi.fn(),
    moveTo: still,
    lineTo: still,
    rect: still,
    arc: still,
    closePath: still,
    stroke: vi.fn(),
    strokeText: still,
    fill() {
      fills.push(`${String(this.fillStyle)} ${this.globalAlpha}`);
    },
    fillText: vi.fn(),
    globalAlpha: 1,
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 1,
    lineJoin: 'miter',
    font: '',
    textAlign: 'start',
    textBaseline: 'alphabetic',
  };
  return { surface, fills };
}

it('fills one path per class, then the wrong points in the colour of errors', () => {
  const data = scatterCase(4000, DIGITS, 0.25, true);
  const { surface, fills } = watched();
  drawScatter(surface as Surface, data, scatterLayout(data, SIZE), INK, null, 2);
  expect(fills.slice(0, 10)).toEqual(DIGITS.map((digit) => `colour ${digit} 1`));
  expect(fills.slice(10)).toEqual(DIGITS.map(() => 'error 1'));
  // two classes, crosses and rings
  expect(surface.beginPath).toHaveBeenCalledTimes(10 + 10 + 2);
});

it('draws few points as the names of their classes', () => {
  const data = scatterCase(90, DIGITS, 0.2, true);
  const { surface, fills } = watched();
  drawScatter(surface as Surface, data, scatterLayout(data, SIZE), INK, null, 1);
  expect(fills).toEqual([]);
  expect(surface.fillText).toHaveBeenCalledTimes(90);
});

it('fades all but the selected points, which come last', () => {
  const data = scatterCase(2000);
  const { surface, fills } = watched();
  drawScatter(surface as Surface, data, scatterLayout(data, SIZE), INK, new Set([3, 13, 4]), 1);
  expect(fills.slice(0, 10).every((fill) => fill.endsWith(' 0.18'))).toBe(true);
  expect(fills.slice(10)).toEqual(['colour 3 1', 'colour 4 1']);
});
