import { expect, it } from 'vitest';
import { picturedCase, seriesCase } from '../gallery/training';
import { boxesOverlap, labelBox } from '../shared/labels';
import { SIZES } from '../shared/testing';
import { longestLeader } from '../shared/tags';
import { isUneven, ladder, stepEnd } from './axes';
import { heapText } from './flags';
import { describeSeries } from './describe';
import { seriesLayout, type SeriesData } from './layout';

const SIZE = { width: 500, height: 300 };
const pointsOf = (path: string) => path.split(/[ML]/).filter(Boolean).length;

it('keeps the extremes of thousands of steps in a few points per pixel', () => {
  const data = seriesCase(1, 20_000);
  const values = Float64Array.from({ length: 20_000 }, () => 0.5);
  values[777] = 0.9;
  values[15_001] = 0.001;
  const spiky: SeriesData = { ...data, series: [{ ...data.series[0], values }] };
  const { lines, y } = seriesLayout(spiky, SIZE);
  expect(pointsOf(lines[0].path)).toBeLessThan(4 * SIZE.width);
  const heights = lines[0].path.match(/,[\d.]+/g)!.map((text) => Number(text.slice(1)));
  expect(Math.min(...heights)).toBeCloseTo(y(0.9), 0);
  expect(Math.max(...heights)).toBeCloseTo(y(0.001), 0);
});

it('draws the mean of a line that is denser than pixels, and only then', () => {
  expect(seriesLayout(seriesCase(1, 5000), SIZE).lines[0].mean).not.toBeNull();
  expect(seriesLayout(seriesCase(1, 100), SIZE).lines[0].mean).toBeNull();
});

it('grows the axis of its values in jumps of one, two and five, that of its steps by a quarter', () => {
  expect([0.03, 1, 1.2, 21, 80, 2000].map(ladder)).toEqual([0.05, 1, 2, 50, 100, 2000]);
  const end = (steps: number) => seriesLayout(seriesCase(1, steps), SIZE).x.domain[1];
  expect([1, 50, 51, 62, 64].map(end)).toEqual([50, 50, 63, 63, 79]);
  for (let steps = 51; steps < 30_000; steps = Math.ceil(steps * 1.07)) {
    expect(stepEnd(steps)).toBeGreaterThanOrEqual(steps);
    expect(stepEnd(steps)).toBeLessThanOrEqual(1.25 * steps + 1);
  }
});

it('asks for a log axis of steps where one run is more than three times as long as another', () => {
  const of = (...lengths: number[]) =>
    isUneven(lengths.map((steps) => seriesCase(1, steps).series[0]));
  expect([of(100, 300), of(100, 301), of(500), of(), of(0, 500), of(40, 100, 2000)]).toEqual([
    ...[false, true, false, false, false, true],
  ]);
});

it.each(SIZES)('shows 0 and 100 of percents, with and without runs: $width by $height', (size) => {
  for (const steps of [0, 80]) {
    const data = { ...seriesCase(3, steps), valueScale: 'linear', bounds: [0, 100] } as const;
    // in the corner one 0 may stand for both axes
    const ticks = seriesLayout(data, size).labels.filter(({ kind }) => kind === 'tick');
    expect(ticks.map(({ text }) => text)).toEqual(expect.arrayContaining(['0', '100']));
  }
});

it('stands zeros of a log axis on its floor and calls the floor 0', () => {
  const { lines, frame, labels } = seriesLayout(seriesCase(1, 50, true), SIZE);
  expect(lines[0].points.at(-1)!.y).toBe(frame.bottom);
  expect(labels.some(({ text, kind }) => text === '0' && kind === 'tick')).toBe(true);
});

it('ends its log axis before the numbers end', () => {
  const data = seriesCase(1, 4);
  const values = [1, 1e-200, 5e-324, 0];
  const { lines, y } = seriesLayout({ ...data, series: [{ ...data.series[0], values }] }, SIZE);
  expect(y.domain).toEqual([1e-307, 1]);
  expect(lines[0].path).not.toContain('NaN');
  expect(pointsOf(lines[0].path)).toBe(4);
});

it('breaks a line where a value is missing', () => {
  const data = seriesCase(1, 10);
  const values = [1, 0.9, 0.8, NaN, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];
  const { lines } = seriesLayout({ ...data, series: [{ ...data.series[0], values }] }, SIZE);
  expect(lines[0].path.match(/M/g)).toHaveLength(2);
});

it.each(SIZES)('names lines at their own ends or on them: $width by $height', (size) => {
  const short = seriesCase(4, 20).series;
  const data = {
    ...seriesCase(4, 400),
    series: [...seriesCase(4, 400).series.slice(0, 2), ...short],
  };
  const { names, type } = seriesLayout(data, size);
  expect(names.length).toBeGreaterThan(2);
  const boxes = names.map(({ label }) => labelBox(label));
  for (const [i, box] of boxes.entries()) {
    for (const other of boxes.slice(i + 1)) expect(boxesOverlap(box, other)).toBe(false);
    const { line, leader } = names[i];
    if (leader) {
      const { x1, x2, y1, y2 } = leader;
      expect(Math.hypot(x2 - x1, y2 - y1)).toBeLessThanOrEqual(longestLeader(type));
      continue;
    }
    // a name without a leader touches its line
    const reach = 1.2 * names[i].label.size;
    const touches = line.points.some(
      ({ x, y }) =>
        x > box.x - reach &&
        x < box.x + box.width + reach &&
        y > box.y - reach &&
        y < box.y + box.height + reach,
    );
    expect(touches).toBe(true);
  }
});

it.each(SIZES)('has images on their own lines, apart: $width by $height', (size) => {
  const { pictures, lines, names } = seriesLayout(picturedCase(), size);
  expect(pictures.length).toBeGreaterThan(2);
  // one without room for its image has its words; the second lines have neither
  expect(pictures.length + names.length).toBeLessThanOrEqual(6);
  for (const [i, { id, box }] of pictures.entries()) {
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const own = lines.find((line) => line.id === id)!;
    const offs = lines.map(({ points }) =>
      Math.min(...points.map(({ x, y }) => Math.hypot(x - middle.x, y - middle.y))),
    );
    expect(offs[lines.indexOf(own)]).toBeCloseTo(0, 6);
    const others = offs.filter((_, k) => lines[k].category !== own.category);
    expect(Math.min(...others)).toBeGreaterThan(0.29 * box.width);
    for (const other of pictures.slice(i + 1)) expect(boxesOverlap(box, other.box)).toBe(false);
  }
});

it.each(SIZES)('keeps a name off its own line that jumps: $width by $height', (size) => {
  const steps = Array.from({ length: 300 }, (_, s) => s + 1);
  const jumping = (phase: number) => steps.map((s) => ((7 * s + phase) % 5 < 3 ? 0 : 1e-4));
  const [one, two] = seriesCase(2, 300).series;
  const series = [
    { ...one, values: jumping(0) },
    { ...two, values: jumping(2) },
    { ...two, id: 'flat', label: 'flat', values: steps.map(() => 0.5) },
  ];
  const { names } = seriesLayout({ ...seriesCase(0, 0), series }, size);
  for (const { label, line } of names) {
    const { x, y, width, height } = labelBox(label);
    const within = line.points.filter(
      (at) => at.x > x && at.x < x + width && at.y > y && at.y < y + height,
    );
    expect(within).toEqual([]);
  }
  expect(names.length).toBeGreaterThan(1);
});

it('does not name a single line', () => {
  expect(seriesLayout(seriesCase(1, 80), SIZE).names).toEqual([]);
});

it('draws what lies between the ends of an interval, and has room for it', () => {
  const one = seriesCase(1, 10).series[0];
  const values = one.steps as number[];
  const band = [values.map((v) => v - 1), values.map((v) => v + 15)] as const;
  const data: SeriesData = {
    ...{ ...seriesCase(1, 10), valueScale: 'linear', series: [{ ...one, values, band }] },
  };
  const { lines, y } = seriesLayout(data, SIZE);
  expect(y.domain[1]).toBe(50);
  expect(pointsOf(lines[0].band!.replace('Z', ''))).toBe(20);
  expect(lines[0].band).not.toContain('NaN');
});

it('says on a flag what has changed, once for all runs, and counts a heap', () => {
  const events = [
    { step: 3, label: 'σ 1 → 8.7' },
    { step: 3, label: 'σ 1 → 8.7' },
    { step: 100, label: 'ε 1 → 1.1' },
    { step: 101, label: 'ε 1.1 → 1.2' },
    { step: 102, label: 'ε 1.2 → 1.3' },
    { step: 199, label: 'stopped' },
  ];
  const { flags } = seriesLayout({ ...seriesCase(2, 199), events }, SIZE);
  expect(flags.labels.map(({ text }) => text)).toEqual(['σ 1 → 8.7', '3 × ε', 'stopped']);
  expect(flags.poles).toHaveLength(5);
  expect(heapText(['stopped', 'σ 1 → 2'])).toBe('2 changes');
});

it('draws a line at a past step, whose name no flag covers', () => {
  const data = {
    ...seriesCase(2, 199),
    events: [3, 60, 199].map((step) => ({ step, label: 'σ up' })),
  };
  const at = (past: number | null) => seriesLayout({ ...data, past }, SIZE);
  expect(at(null).past).toBeNull();
  for (const past of [0, 4, 64, 128, 199]) {
    const { past: mark, flags, frame, x } = at(past);
    expect(mark!.label.text).toBe(`step ${past}`);
    expect([mark!.pole.x1, mark!.pole.x2]).toEqual([x(past), x(past)]);
    expect(frame).toEqual(at(null).frame);
    expect(flags.poles).toHaveLength(3);
    for (const label of flags.labels)
      expect(boxesOverlap(labelBox(label), labelBox(mark!.label))).toBe(false);
  }
  const texts = (past: number | null) => at(past).flags.labels.map(({ text }) => text);
  expect(texts(null)).toEqual(['σ up', 'σ up', 'σ up']);
  expect(texts(64)).toEqual(['σ up', 'σ up']);
  expect(describeSeries({ ...data, past: 64 })).toMatch(/ A line stands at step 64\.$/);
});

it('keeps its plot in place when a flag is put up', () => {
  const data = seriesCase(2, 80);
  const frames = [[], data.events!].map((events) => seriesLayout({ ...data, events }, SIZE).frame);
  expect(frames[0]).toEqual(frames[1]);
});
