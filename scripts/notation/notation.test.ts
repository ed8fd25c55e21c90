import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { NOTATION_FILE, notationDocument } from './document';

it('the notation is the document that people read (npm run notation)', async () => {
  expect(readFileSync(NOTATION_FILE, 'utf8')).toBe(await notationDocument());
});
