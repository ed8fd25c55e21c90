import { describe, expect, it } from 'vitest';
import { createActivity, tracked } from './activity';

function rig() {
  const shown: string[] = [];
  let tasks: (() => void)[] = [];
  const activity = createActivity(
    (state) => shown.push(state),
    (task) => tasks.push(task),
  );
  const frame = () => {
    const due = tasks;
    tasks = [];
    due.forEach((task) => task());
    return due.length;
  };
  const frames = (count: number) => {
    for (let i = 0; i < count; i++) frame();
  };
  return { ...activity, shown, frame, frames };
}

describe('the activity of a page', () => {
  it('begins busy, and rests two quiet frames after the last thing is over', () => {
    const { begin, shown, frame } = rig();
    const first = begin();
    const second = begin();
    first();
    expect(frame()).toBe(0);
    second();
    frame();
    expect(shown).toEqual(['busy']);
    frame();
    expect(shown).toEqual(['busy', 'rest']);
  });

  it('is busy at once when something begins at rest', () => {
    const { begin, shown, frames } = rig();
    begin()();
    frames(2);
    begin();
    expect(shown).toEqual(['busy', 'rest', 'busy']);
    frames(5);
    expect(shown).toHaveLength(3);
  });

  it('does not rest between two things of which one leads to the other', () => {
    const { begin, shown, frame, frames } = rig();
    let end = begin();
    for (let i = 0; i < 5; i++) {
      end();
      frame();
      end = begin();
      frame();
    }
    for (let i = 0; i < 5; i++) {
      end();
      end = begin();
      end();
      end = begin();
      frame();
    }
    expect(shown).toEqual(['busy']);
    end();
    frames(2);
    expect(shown).toEqual(['busy', 'rest']);
  });

  it('counts the quiet frames anew after something short', () => {
    const { begin, shown, frame } = rig();
    begin()();
    frame();
    begin()();
    frame();
    expect(shown).toEqual(['busy']);
    frame();
    expect(shown).toEqual(['busy']);
    frame();
    expect(shown).toEqual(['busy', 'rest']);
  });

  it('asks for one frame at a time, however much ends in it', () => {
    const { begin, frame } = rig();
    for (let i = 0; i < 100; i++) begin()();
    expect(frame()).toBe(1);
  });

  it('counts an end once', () => {
    const { begin, shown, frames } = rig();
    begin();
    const end = begin();
    end();
    end();
    frames(5);
    expect(shown).toEqual(['busy']);
  });

  it('hands a promise through, and forgets it when it settles, well or not', async () => {
    const { track, shown, frames } = rig();
    const good = Promise.resolve(7);
    const bad = Promise.reject(new Error('no'));
    expect(track(good)).toBe(good);
    await expect(track(bad)).rejects.toThrow('no');
    await good;
    frames(2);
    expect(shown).toEqual(['busy', 'rest']);
  });

  it('tracks the methods of an interface that answer later', async () => {
    const { track, shown, frames } = rig();
    let answer = (_: string) => {};
    const api = tracked(
      {
        ask: (word: string) =>
          new Promise<string>((resolve) => (answer = resolve)).then((a) => word + a),
        now: () => 3,
      },
      track,
    );
    expect(api.now()).toBe(3);
    const asked = api.ask('what');
    frames(5);
    expect(shown).toEqual(['busy']);
    answer('ever');
    expect(await asked).toBe('whatever');
    frames(2);
    expect(shown).toEqual(['busy', 'rest']);
  });
});
