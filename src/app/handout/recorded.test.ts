import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scenes } from '../../lecture/scenes';

/*
 * The drawings of the handout, made by `npm run screenshots`: one for each scene, of which nothing is read out
 * that would tell the answer, and which can stand beside each other on a page.
 */
it.each(scenes)('scene $id has its drawing', ({ id }) => {
  const file = new URL(`../../../public/handout/scene-${id}.svg`, import.meta.url);
  const drawing = readFileSync(file, 'utf8');
  expect(drawing).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"/);
  expect(drawing).not.toMatch(/<desc|<script|NaN/);
  for (const [, name] of drawing.matchAll(/ id="([^"]*)"/g))
    expect(name).toMatch(new RegExp(`^scene-${id}-`));
});
