import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPaced } from './paced';

interface Counts {
  readonly a: number;
  readonly b: number;
}

describe('changes at a pace', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('come at once where nothing came lately, and else together, the last of each', () => {
    const heard: Partial<Counts>[] = [];
    const { tell } = createPaced<Counts>((change) => heard.push(change), 100);
    tell({ a: 1 });
    expect(heard).toEqual([{ a: 1 }]);
    tell({ a: 2 });
    tell({ b: 1 });
    tell({ a: 3 });
    vi.advanceTimersByTime(99);
    expect(heard).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(heard.slice(1)).toEqual([{ a: 3, b: 1 }]);
    tell({ a: 4 });
    expect(heard).toHaveLength(2);
    vi.advanceTimersByTime(100);
    expect(heard.slice(2)).toEqual([{ a: 4 }]);
    vi.advanceTimersByTime(1000);
    tell({ a: 5 });
    expect(heard.slice(3)).toEqual([{ a: 5 }]);
  });

  it('come before what can’t wait', () => {
    const heard: Partial<Counts>[] = [];
    const { tell, flush } = createPaced<Counts>((change) => heard.push(change), 100);
    tell({ a: 1 });
    tell({ a: 2 });
    flush();
    expect(heard).toEqual([{ a: 1 }, { a: 2 }]);
    flush();
    vi.advanceTimersByTime(1000);
    expect(heard).toHaveLength(2);
  });
});
