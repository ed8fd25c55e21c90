import { describe, expect, it } from 'vitest';
import { readRecords } from './file';
import { runs } from './runs';
import { differenceOf } from './trace';

const records = readRecords();

/**
 * Training is what it was, to the bit: on another machine, after a change of the code, in the page and
 * on the command line. The records were made with V8 11.3 (Node 20); the last bit of Math.exp and the
 * like is an engine's own, which the first run tells apart from a change of ours. A change that is meant
 * to change runs is recorded with `npm run records -- --write`.
 */
describe('a recorded run is the same to the bit', () => {
  it.each(Object.entries(runs))('%s', async (name, record) => {
    expect(records).toHaveProperty([name]);
    expect(differenceOf(records[name], await record())).toBeNull();
  });

  it('and none is kept that is no longer made', () => {
    expect(Object.keys(records)).toEqual(Object.keys(runs));
  });
});
