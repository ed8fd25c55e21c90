import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { labelFaults, labelsOf, SIZES } from '../shared/testing';
import { CASES } from './cases';

const sizes = SIZES.map((size) => ({ ...size, name: `${size.width} by ${size.height}` }));

describe.each(CASES)('$chart: $title', ({ element }) => {
  it.each(sizes)('draws its labels clear of each other and uncut at $name', (size) => {
    const labels = labelsOf(renderToStaticMarkup(element(size)));
    expect(labels.length).toBeGreaterThan(2);
    expect(labelFaults(labels, size)).toEqual([]);
  });

  it('draws finite numbers only, and names itself, its finding and its marks', () => {
    const markup = renderToStaticMarkup(element({ width: 640, height: 360 }));
    expect(markup).not.toMatch(/NaN|undefined|Infinity/);
    expect(markup).toMatch(/<svg[^>]*role="group"[^>]*aria-label="[^"]{10,}"/);
    expect(markup).toMatch(/<desc[^>]*>[^<]{40,}<\/desc>/);
    expect(markup).toContain('data-term=');
  });

  it('has one tab stop for its marks, each with its values', () => {
    const markup = renderToStaticMarkup(element({ width: 640, height: 360 }));
    const hits = [...markup.matchAll(/<rect class="mark-hit"[^>]*>/g)].map(([tag]) => tag);
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.filter((tag) => tag.includes('tabindex="0"'))).toHaveLength(1);
    for (const tag of hits) expect(tag).toMatch(/aria-label="[^"]+: [^"]*\d[^"]*"/);
  });
});

it('gives every handle a range, a value and words for it, and 24 pixels to take hold of', () => {
  const markup = CASES.map(({ element }) =>
    renderToStaticMarkup(element({ width: 320, height: 300 })),
  ).join('');
  const sliders = [...markup.matchAll(/<g class="handle"[^>]*>/g)].map(([tag]) => tag);
  expect(sliders.length).toBeGreaterThan(40);
  for (const tag of sliders) {
    for (const name of ['label', 'valuemin', 'valuemax', 'valuenow', 'valuetext']) {
      expect(tag).toMatch(new RegExp(`aria-${name}="[^"]+"`));
    }
  }
  for (const [, width] of markup.matchAll(/class="handle-hit"[^>]*\bwidth="([\d.]+)"/g)) {
    expect(Number(width)).toBeGreaterThanOrEqual(24);
  }
});
