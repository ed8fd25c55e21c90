import { expect, it } from 'vitest';
import { parseHash } from '../state/route';
import { hashOfScene, resolveScene, shortHash } from './links';
import { courses, revealedQuery, sceneOf, scenes, scenesOf } from './scenes';
import { sceneTexts } from './texts';

const labs = ['argmax', 'matching', 'knn'];

it('every scene has its words, an answer that is right, and a number of its own', () => {
  expect(new Set(scenes.map(({ id }) => id)).size).toBe(scenes.length);
  expect(Object.keys(sceneTexts).map(Number)).toEqual(scenes.map(({ id }) => id));
  for (const { id, right, ghosts, minutes } of scenes) {
    const { answers } = sceneTexts[id];
    expect(answers.length).toBeGreaterThan(1);
    expect(right).toBeGreaterThan(0);
    expect(right).toBeLessThanOrEqual(answers.length);
    if (ghosts) expect(ghosts).toHaveLength(answers.length);
    expect(minutes).toBeGreaterThan(0);
  }
});

it('a course holds scenes that there are; a scene whose lab is not there waits for it', () => {
  for (const ids of Object.values(courses)) {
    expect(ids.every((id) => sceneOf(id) !== undefined)).toBe(true);
  }
  expect(scenesOf(null, labs)).toEqual(scenes);
  expect(scenesOf('tour', labs).map(({ id }) => id)).toEqual([1, 3, 5, 8, 11]);
  expect(scenesOf(null, ['knn']).map(({ id }) => id)).toEqual([13, 14]);
  expect(scenesOf('unknown', labs)).toEqual(scenes);
});

it('the reveal moves settings and leaves the others', () => {
  expect(revealedQuery({ query: 'a=1&b=2', to: 'b=3&c=4' })).toBe('a=1&b=3&c=4');
  expect(revealedQuery({ query: 'a=1', to: '' })).toBe('a=1');
});

it('short addresses lead to scenes, and a scene to its own lab', () => {
  const resolve = (hash: string) => resolveScene(parseHash(hash), labs);
  const [first, second] = scenes;
  expect(resolve('#/lecture')).toBe(hashOfScene(first, null));
  expect(resolve(shortHash(2))).toBe(hashOfScene(second, null));
  expect(resolve('#/lecture?scene=99')).toBe(hashOfScene(first, null));
  expect(resolve(shortHash(3, 'tour'))).toBe(hashOfScene(sceneOf(3)!, 'tour'));
  expect(resolve('#/lecture?course=tour')).toBe(hashOfScene(first, 'tour'));
  expect(resolve('#/knn?scene=2&ask=1')).toBe(hashOfScene(second, null));
  expect(resolve(hashOfScene(second, null))).toBeNull();
  expect(resolve('#/argmax?sigma=1')).toBeNull();
});
