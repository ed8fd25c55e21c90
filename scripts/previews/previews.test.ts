import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { beside, labs } from '../../src/app/labs';
import { scenes } from '../../src/lecture/scenes';
import { labIds } from '../records/links';
import { fileOf, frontDoor, pageOf, PICTURE, previews, tagsOf } from './pages';

const previewOf = (path: string) => previews.find((preview) => preview.path === path)!;
const SITE = 'https://example.org/deeper/';

/** Whether a lab has been published: one that has just been begun needs no picture yet. */
const isKnown = ({ path }: { readonly path: string }) =>
  !path.startsWith('l/') || labIds.some((id) => path === `l/${id}/`);

/** Sizes of a JPEG: they stand behind the marker of its frame. */
function sizeOf(jpeg: Buffer) {
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  return { width: jpeg.readUInt16BE(frame + 7), height: jpeg.readUInt16BE(frame + 5) };
}

describe('previews', () => {
  it('are of every scene, every lab and every page beside them, each at an address of its own', () => {
    expect(previews).toHaveLength(scenes.length + labs.length + beside.length);
    expect(new Set(previews.map(({ path }) => path)).size).toBe(previews.length);
    for (const { path } of previews) expect(path).toMatch(/^[sl]\/[a-z0-9]+\/$/);
    for (const { path, line } of previews) expect(line, path).toBeTruthy();
  });

  it.each([frontDoor, ...previews].filter(isKnown))('$path has its picture', (preview) => {
    const file = `public/${fileOf(preview)}`;
    expect(existsSync(file), `${file} is missing: npm run screenshots takes it`).toBe(true);
    expect(sizeOf(readFileSync(file))).toEqual(PICTURE);
    expect(statSync(file).size).toBeLessThan(100 * 1024);
  });

  it('lead on with the query and the hash that they were given, or to where they are of', () => {
    const page = pageOf(previewOf('s/8/'), null);
    expect(page).toContain(
      "location.replace('../../' + location.search + (location.hash || '#/lecture?scene=8'))",
    );
    expect(page).toContain('<a href="../../#/lecture?scene=8">');
    expect(page).toContain('<title>Direct loss is a secant · Noisy Argmax</title>');
  });

  it('say where they are only where that is known', () => {
    const lab = previewOf('l/matching/');
    expect(tagsOf(lab, SITE)).toContain(`rel="canonical" href="${SITE}l/matching/"`);
    expect(tagsOf(lab, SITE)).toContain(`"og:image" content="${SITE}previews/lab-matching.jpg"`);
    expect(tagsOf(lab, null)).not.toMatch(/https?:/);
    expect(tagsOf(lab, null)).toContain('"og:image" content="../../previews/lab-matching.jpg"');
    expect(tagsOf(frontDoor, null)).toContain('"og:image" content="./previews/home.jpg"');
  });

  it('no text ends a tag', () => {
    const text = '"><script>';
    expect(pageOf({ ...frontDoor, title: text, description: text }, null)).not.toContain('"><scr');
  });
});
