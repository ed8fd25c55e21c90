import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatHash, parseHash } from './route';

/** What only links have. */
const plain = { at: null, checked: null };

it('a route reads back from its hash', () => {
  const query = 'sigma=0.5&scores=1,0.2,-1';
  const route = {
    lab: 'argmax',
    query,
    present: 'distribution',
    scene: null,
    course: null,
    lesson: null,
    ...plain,
  };
  expect(formatHash(route)).toBe('#/argmax?sigma=0.5&scores=1,0.2,-1&present=distribution');
  expect(parseHash(formatHash(route))).toEqual(route);
});

it('a place in the lecture reads back from its hash', () => {
  const scene = { id: 8, asks: true, said: 2, course: 'tour' };
  const route = {
    lab: 'argmax',
    query: 'sigma=0.3',
    present: null,
    scene,
    course: null,
    lesson: null,
    ...plain,
  };
  expect(formatHash(route)).toBe('#/argmax?sigma=0.3&scene=8&ask=1&said=2&course=tour');
  expect(parseHash(formatHash(route))).toEqual(route);
});

it('a lesson reads back from its hash; a list may be empty', () => {
  const lesson = { show: ['sigma', 'run'], lock: ['d', 'seed'], strict: true };
  const route = {
    lab: 'matching',
    query: 'd=10',
    present: 'loss',
    scene: null,
    course: null,
    ...plain,
  };
  const hash = '#/matching?d=10&present=loss&show=sigma,run&lock=d,seed&strict=1';
  expect(formatHash({ ...route, lesson })).toBe(hash);
  expect(parseHash(hash)).toEqual({ ...route, lesson });
  const lessonIn = (text: string) => parseHash(`#/argmax?${text}`).lesson;
  expect(lessonIn('show=')).toEqual({ show: [], lock: [], strict: false });
  expect(lessonIn('lock=k&strict=1')).toEqual({ show: null, lock: ['k'], strict: false });
  expect(lessonIn('strict=1')).toBeNull();
});

it.each(['scene=0', 'scene=x', 'scene=1.5', 'scene=', 'ask=1', 'scene=-3', 'scene=4000'])(
  'a hash with %s names no scene, and no parameter',
  (text) => {
    expect(parseHash(`#/argmax?${text}`)).toMatchObject({ scene: null, query: '' });
  },
);

it.each(['', '#', '#/', '#/argmax', '#/argmax?', '#argmax?present=', '#/?sigma=1'])(
  'the hash "%s" has a stable form',
  (hash) => {
    const once = formatHash(parseHash(hash));
    expect(formatHash(parseHash(once))).toBe(once);
  },
);

it('no text is too odd for a hash', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof parseHash(text).lab === 'string'));
});
