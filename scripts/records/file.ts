import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Records } from './runs';

/** What is kept of all runs; only `npm run records -- --write` writes it. */
const file = join(import.meta.dirname, 'records.json');

export const readRecords = () => JSON.parse(readFileSync(file, 'utf8')) as Records;

export const writeRecords = (records: Records) =>
  writeFileSync(file, `${JSON.stringify(records, null, 2)}\n`);
