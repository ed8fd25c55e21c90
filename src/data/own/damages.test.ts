/** Five hundred drops as they come from disks, browsers and mails: never silence, never a crash. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DataError } from '../images';
import {
  damagedDrops,
  decodePicture,
  forms,
  type Damaged,
  type DroppedFile,
} from '../testing/damages';
import { readOwn } from './own';

/** What was read, in a few letters: two drops have the same where they are the same set. */
async function outcome(files: readonly DroppedFile[]) {
  try {
    const { set, problems, notes } = await readOwn(files, decodePicture);
    const hash = createHash('sha256');
    for (const part of [set.train, set.test])
      hash.update(part.pixels).update(part.labels).update('|');
    const digest = `${set.classes.join()} ${set.height}x${set.width} ${hash.digest('hex')}`;
    return { digest, said: [...problems, ...notes] };
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return { digest: null, said: [(error as DataError).message] };
  }
}

const before = new Map<string, Awaited<ReturnType<typeof outcome>>>();
for (const [form, files] of Object.entries(forms)) before.set(form, await outcome(files));

function expectNamed(said: readonly string[], { names }: Damaged): void {
  const text = said.join(' ');
  expect(
    names.some((name) => text.includes(name)),
    text,
  ).toBe(true);
  for (const sentence of said) {
    expect(sentence).toMatch(/^[^\n]{20,400}\.$/);
    expect(sentence).not.toMatch(/undefined|NaN|null|\[object|RangeError|TypeError/);
  }
}

describe('five hundred damaged and foreign drops', () => {
  const drops = damagedDrops(17, 500);

  it('are made of sets that are read, in every form and way', () => {
    for (const [form, { digest }] of before) expect(digest, form).not.toBeNull();
    expect(new Set(drops.map(({ form }) => form)).size).toBe(before.size);
    const of = (wanted: Damaged['wanted']) => drops.filter((drop) => drop.wanted === wanted).length;
    expect(Math.min(of('same'), of('named'), of('either'))).toBeGreaterThan(20);
  });

  it.each(drops)('$form, $how', async (drop) => {
    const { digest, said } = await outcome(drop.files);
    const same = digest === before.get(drop.form)!.digest;
    if (drop.wanted === 'same') expect([same, said]).toEqual([true, before.get(drop.form)!.said]);
    else if (drop.wanted === 'named' || !same) expectNamed(said, drop);
  });
});
