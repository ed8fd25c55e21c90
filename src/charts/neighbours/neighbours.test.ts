import { describe, expect, it } from 'vitest';
import { thumbnailCase } from '../gallery/knn';
import { neighboursLayout, spreadAngles, type NeighboursData } from './layout';

const { items } = thumbnailCase(61);
const marks = items.slice(1).map((item, i) => ({
  ...{ id: String(i), label: item.label, item, at: 0.3 + 0.1 * i, from: null },
  ...{ angle: 0.2 + 0.01 * i, share: i < 5 ? 0.9 : 0, pulled: i < 6 ? 0.8 : 0 },
}));
const data: NeighboursData = {
  ...{ query: items[0], marks, moved: null, k: 5, reach: 0.7, strip: [] },
  ...{ band: { ends: [0.5, 0.9], text: 'noise' }, pull: { at: Infinity, text: 'ε' } },
};
const SIZE = { width: 900, height: 300 };

describe('the candidates around a query', () => {
  it('keep the order of their directions, and leave the lines through the middle free', () => {
    const angles = spreadAngles(marks, 5);
    const turned = angles.map((angle) => (angle - angles[0] + 2 * Math.PI) % (2 * Math.PI));
    expect([...turned].sort((a, b) => a - b)).toEqual(turned);
    for (const angle of angles) {
      expect(Math.abs(Math.sin(2 * angle))).toBeGreaterThan(Math.sin(2 * 0.15));
    }
    // the nearest have more room than the farthest
    expect(turned[1]).toBeGreaterThan(3 * (turned[59] - turned[58]));
  });

  it('lie on the rings of their distances, the farther the more outside', () => {
    const layout = neighboursLayout(data, SIZE);
    const pixels = marks.map(({ at }) => layout.pixelOf(at));
    expect([...pixels].sort((a, b) => a - b)).toEqual(pixels);
    for (const { at } of marks) expect(layout.distanceAt(layout.pixelOf(at))).toBeCloseTo(at, 9);
    const { centre, reach } = layout;
    layout.marks.forEach(({ x, y, mark }) => {
      const r = Math.hypot((x - centre.x) / reach!.rx, (y - centre.y) / reach!.ry);
      expect(r <= 1 + 1e-9).toBe(mark.at <= 0.7 + 1e-9);
    });
    // what is infinitely far is on the edge of the view
    expect(layout.pull!.rx).toBeGreaterThan(layout.pixelOf(marks[59].at) - centre.x);
  });

  it('have links as wide as their shares, and a second one where the loss changes that', () => {
    const [first, , , , , sixth, seventh] = neighboursLayout(data, SIZE).marks;
    expect(first.link).toBeCloseTo(0.9 * 7);
    expect(first.pulled).toBeCloseTo(0.8 * 7);
    expect([sixth.link, seventh.link, seventh.pulled]).toEqual([0, 0, 0]);
    expect(sixth.pulled).toBeGreaterThan(0);
    expect([first.verdict, seventh.verdict]).toEqual([first.mark.item.verdict, undefined]);
  });
});

describe('the images under the map', () => {
  const strip = [
    { id: 'query', title: 'query', items: items.slice(0, 1), kind: 'name' as const },
    { id: 'y', title: 'y*', items: items.slice(1, 6), kind: 'name' as const },
    { id: 'taken', title: 'instead', items: items.slice(6, 7), kind: 'loss' as const },
  ];
  const widthAt = (size: Parameters<typeof neighboursLayout>[1]) =>
    neighboursLayout({ ...data, strip }, size).strip!.images.map(
      ({ placed }) => placed.image.width,
    );

  it.each([
    ['a phone', { width: 348, height: 405 }, 48],
    ['a page', { width: 924, height: 420 }, 48],
    ['a projector', { width: 1218, height: 440, presentation: true, fontSize: 24 }, 110],
    ['a large one', { width: 1827, height: 700, presentation: true, fontSize: 36 }, 160],
  ])('are all there and large enough on %s', (_, size, least) => {
    const widths = widthAt(size);
    expect(widths).toHaveLength(7);
    for (const width of widths) expect(width).toBeGreaterThanOrEqual(least);
  });
});

it('has the images beside the map in a wide presentation, each at least 110 pixels at 720p', () => {
  const size = { width: 1218, height: 420, presentation: true, fontSize: 24 };
  const stripOf = (swapped: number): NeighboursData['strip'] => [
    { id: 'query', title: 'query', items: items.slice(0, 1), kind: 'name' },
    { id: 'y', title: 'y*', items: items.slice(0, 5), kind: 'name' },
    { id: 'taken', title: 'takes', empty: 'same', items: items.slice(0, swapped), kind: 'loss' },
  ];
  const [none, three] = [0, 3].map((swapped) =>
    neighboursLayout({ ...data, strip: stripOf(swapped) }, size),
  );
  const { map, images } = three.strip!;
  expect(images).toHaveLength(9);
  expect(map.height).toBe(size.height);
  for (const { placed } of images) {
    expect(placed.image.width).toBeGreaterThanOrEqual(110);
    expect(placed.image.x).toBeGreaterThan(map.width);
    expect(placed.image.x + placed.image.width).toBeLessThanOrEqual(size.width);
    expect(placed.caption.y).toBeLessThan(size.height);
  }
  for (const { x } of three.marks) expect(x).toBeLessThan(map.width);
  // nothing moves when there is more to swap, or less
  expect(none.marks).toEqual(three.marks);
  expect(none.strip!.images).toEqual(images.slice(0, 6));
});

it('has the name of the query whole where its image is smaller, and all images within the width', () => {
  const strip: NeighboursData['strip'] = [
    { id: 'query', title: 'query', items: items.slice(0, 1), kind: 'name' },
    {
      id: 'y',
      title: 'y*',
      items: Array.from({ length: 25 }, (_, i) => items[i % 7]),
      kind: 'name',
    },
    {
      id: 'taken',
      title: 'takes',
      items: Array.from({ length: 25 }, (_, i) => items[i % 7]),
      kind: 'loss',
    },
  ];
  const size = { width: 974, height: 320, presentation: true, fontSize: 24 };
  const { images, labels } = neighboursLayout({ ...data, k: 25, strip }, size).strip!;
  expect(labels.map(({ text }) => text)).toContain('query');
  for (const { placed } of images) {
    expect(placed.image.x + placed.image.width).toBeLessThanOrEqual(size.width);
  }
});
