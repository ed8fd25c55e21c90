import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { GARMENTS, thumbnailCase } from '../gallery/knn';
import { thumbnailRowLayout } from './layout';
import { rgbaOf } from './picture';
import { Thumbnail } from './Thumbnail';

it('shows grey as three equal channels and colours as they are', () => {
  const grey = { pixels: Uint8Array.of(0, 255, 7, 9), width: 2, height: 2, channels: 1 } as const;
  expect(Array.from(rgbaOf(grey).subarray(4, 12))).toEqual([255, 255, 255, 255, 7, 7, 7, 255]);
  const colour = { pixels: Uint8Array.of(1, 2, 3), width: 1, height: 1, channels: 3 } as const;
  expect(Array.from(rgbaOf(colour))).toEqual([1, 2, 3, 255]);
});

it('enlarges by whole numbers, as far as all images fit', () => {
  const size = { width: 900, height: 300 };
  const scales = [3, 12, 40, 90].map((count) => {
    const { scale, cells } = thumbnailRowLayout(thumbnailCase(count), size);
    expect(cells).toHaveLength(count);
    for (const { image } of cells) {
      expect(image.width).toBe(28 * scale);
      expect(Number.isInteger(image.x) && Number.isInteger(image.y)).toBe(true);
      expect(image.x + image.width).toBeLessThanOrEqual(900);
    }
    return scale;
  });
  expect([...scales].sort((a, b) => b - a)).toEqual(scales);
  expect(scales[0]).toBe(6);
});

it('says how many images it has no room for', () => {
  const { cells, labels } = thumbnailRowLayout(thumbnailCase(200), { width: 320, height: 200 });
  expect(cells.length).toBeLessThan(200);
  expect(labels[0].text).toMatch(/^nearest candidates \(first \d+ of 200\)$/);
});

it('has a name, a frame and a sign of its verdict', () => {
  const [right, , , wrong] = thumbnailCase(4, GARMENTS).items;
  const markup = renderToStaticMarkup(<Thumbnail {...wrong} scale={3} />);
  expect(markup).toContain('role="img" aria-label="candidate 4, an ankle boot, wrong"');
  expect(markup).toContain('thumbnail-frame thumbnail-wrong');
  expect(markup).toContain('thumbnail-badge-wrong');
  expect(markup).toContain('width="84"');
  expect(renderToStaticMarkup(<Thumbnail {...right} />)).toContain('thumbnail-badge-right');
  const plain = renderToStaticMarkup(<Thumbnail {...right} verdict={undefined} />);
  expect(plain).not.toContain('badge');
});
