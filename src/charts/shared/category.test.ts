import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { methods } from '../../core/atlas/methods';
import { CATEGORIES, categoryStyle } from './category';
import { contrast, themesOf } from './testing';

const sheet = readFileSync(new URL('../../styles/tokens.css', import.meta.url), 'utf8');

it.each(themesOf(sheet))('draws lines in inks that stand out and apart: %s', (_, colours) => {
  const inks = ['--ink-1', '--ink-2', '--ink-3'].map((name) => colours[name]);
  for (const ground of ['--card', '--ground']) {
    for (const ink of inks) expect(contrast(ink, colours[ground])).toBeGreaterThan(3);
    // names of lines, and all other words
    for (const text of ['--text', '--muted']) {
      expect(contrast(colours[text], colours[ground])).toBeGreaterThan(4.5);
    }
  }
  expect(contrast(inks[0], inks[1])).toBeGreaterThan(1.6);
  expect(contrast(inks[1], inks[2])).toBeGreaterThan(1.6);
});

it('has no colour in its lines, and no two lines that look the same', () => {
  const looks = Array.from({ length: CATEGORIES }, (_, i) => categoryStyle(i));
  for (const { stroke } of looks) expect(stroke).toMatch(/^var\(--ink-[123]\)$/);
  expect(new Set(looks.map((look) => JSON.stringify(look))).size).toBe(CATEGORIES);
  expect(Object.keys(methods).length).toBeLessThan(CATEGORIES);
});
