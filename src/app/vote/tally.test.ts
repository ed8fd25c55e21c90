import { expect, it, vi } from 'vitest';
import { createBallot, readCounts, tallyOf, voteAddress } from './tally';

it.each([
  ['tally=http://192.168.0.7:8471', 'http://192.168.0.7:8471/'],
  ['tally=https://vote.example.org/room/', 'https://vote.example.org/room/'],
  ['tally=javascript:alert(1)', null],
  ['tally=http://', null],
  ['scene=8', null],
])('%s is counted at %s', (query, expected) => {
  expect(tallyOf(new URLSearchParams(query))).toBe(expected);
});

it('phones are sent to a page that they can reach', () => {
  const site = 'https://example.org/noisy-argmax/';
  const tally = 'http://192.168.0.7:8471/';
  expect(voteAddress(8, null, site)).toBe(`${site}#/vote?scene=8`);
  expect(voteAddress(8, tally, site)).toBe(`${site}#/vote?scene=8&tally=${tally}`);
  for (const own of ['http://127.0.0.1:8471/', 'http://localhost:5173/', 'http://[::1]/'])
    expect(voteAddress(8, tally, own)).toBe(`${tally}#/vote?scene=8&tally=${tally}`);
});

const replies = (...list: readonly (Response | Error)[]) => {
  const left = [...list];
  return vi.spyOn(globalThis, 'fetch').mockImplementation(() => {
    const next = left.shift()!;
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  });
};
const done = () => new Response(null, { status: 204 });
const room = 'http://192.168.0.7:8471/';

it('an answer takes the place of the last that was counted', async () => {
  const fetched = replies(done(), new Error('no network'), done());
  const ballot = createBallot(room, 8);
  const sent = [ballot.say(1), ballot.say(2), ballot.say(3)];
  expect(await Promise.all(sent)).toEqual([true, false, true]);
  expect(fetched.mock.calls.map(([address]) => address)).toEqual([
    `${room}tally/8/1`,
    `${room}tally/8/2?instead=1`,
    `${room}tally/8/3?instead=1`,
  ]);
  fetched.mockRestore();
});

it('counts are numbers, or there are none', async () => {
  const bad = [new Response('oops'), new Response('{"a":1}'), new Response('["x"]')];
  const fetched = replies(new Response('[3,0,5]'), new Error('no network'), ...bad);
  expect(await readCounts(room, 8)).toEqual([3, 0, 5]);
  for (let i = 0; i < 4; i++) expect(await readCounts(room, 8)).toBeNull();
  fetched.mockRestore();
});
