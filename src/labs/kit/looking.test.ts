import { expect, it } from 'vitest';
import { deferred } from '../../compute/testing/compute';
import { createLooking, type Asked } from './looking';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Pictures that are wanted by name, each with whether it takes an older one's place. */
function open() {
  const wanted = new Map<string, boolean>();
  const asked: string[] = [];
  const answers = new Map<string, () => void>();
  const rests: { readonly milliseconds: number; end(): void }[] = [];
  const state = { playing: true, time: 0 };
  const look = createLooking({
    ask(unseen): Asked | null {
      const now = [...wanted].filter(([, renewed]) => !(unseen && renewed));
      if (now.length === 0) return null;
      const done = now.map(([name]) => {
        const answer = deferred<void>();
        wanted.delete(name);
        asked.push(name);
        answers.set(name, () => answer.resolve());
        return answer.promise;
      });
      return { done: Promise.all(done), renewed: now.every(([, renewed]) => renewed) };
    },
    playing: () => state.playing,
    rest(milliseconds) {
      const rest = deferred<void>();
      rests.push({ milliseconds, end: () => rest.resolve() });
      return rest.promise;
    },
    now: () => state.time,
  });
  const want = (name: string, renewed: boolean) => {
    wanted.set(name, renewed);
    look();
  };
  const answer = async (name: string, took: number) => {
    state.time += took;
    answers.get(name)!();
    await turn();
  };
  return { look, want, answer, asked, rests, state };
}

it('a picture that is renewed takes a fifth of the time, one that nobody has seen what it needs', async () => {
  const { want, answer, asked, rests } = open();
  want('map', false);
  await answer('map', 5000);
  want('map', true);
  // that of the first time, so that the page can draw
  expect(rests.map(({ milliseconds }) => milliseconds)).toEqual([0]);
  expect(asked).toEqual(['map']);
  rests[0].end();
  await turn();
  await answer('map', 30);
  expect(rests[1].milliseconds).toBe(4 * 30);
  want('map', true);
  expect(asked).toEqual(['map', 'map']);
  rests[1].end();
  await turn();
  expect(asked).toEqual(['map', 'map', 'map']);
});

it('a picture that nobody has seen waits for no rest, and cuts none short', async () => {
  const { want, answer, asked, rests, look } = open();
  want('query', true);
  await answer('query', 1000);
  want('query', true);
  want('map', false);
  expect(asked).toEqual(['query', 'map']);
  await answer('map', 10);
  rests[1].end();
  await turn();
  look();
  expect(asked).toEqual(['query', 'map']);
  rests[0].end();
  await turn();
  expect(asked).toEqual(['query', 'map', 'query']);
});

it('one at a time; what nobody has seen is asked for as soon as the one before is there', async () => {
  const { want, answer, asked } = open();
  want('query', true);
  want('map', false);
  expect(asked).toEqual(['query']);
  await answer('query', 1000);
  expect(asked).toEqual(['query', 'map']);
});

it('none waits once training has stopped', async () => {
  const { want, answer, asked, rests, state, look } = open();
  want('query', true);
  await answer('query', 1000);
  want('query', true);
  expect([asked, rests.length]).toEqual([['query'], 1]);
  state.playing = false;
  look();
  expect(asked).toEqual(['query', 'query']);
});
