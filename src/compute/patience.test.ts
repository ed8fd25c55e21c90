import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPatience } from './patience';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

function rig() {
  const lost = vi.fn();
  return { lost, ...createPatience(lost) };
}

describe('patience', () => {
  it('counts silence only while somebody waits', () => {
    const { lost, wait, heard } = rig();
    vi.advanceTimersByTime(1e6);
    const answered = wait(1000);
    vi.advanceTimersByTime(999);
    answered();
    vi.advanceTimersByTime(1e6);
    heard();
    vi.advanceTimersByTime(1e6);
    expect(lost).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
    wait(1000);
    vi.advanceTimersByTime(999);
    expect(lost).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(lost).toHaveBeenCalledExactlyOnceWith(1000);
  });

  it('begins anew with every sign of life, to the millisecond', () => {
    const { lost, wait, heard } = rig();
    wait(1000);
    for (let i = 0; i < 5; i++) {
      vi.advanceTimersByTime(999);
      heard();
    }
    vi.advanceTimersByTime(999);
    expect(lost).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it('takes an answer for a sign of life', () => {
    const { lost, wait } = rig();
    const answered = wait(1000);
    wait(1000);
    vi.advanceTimersByTime(900);
    answered();
    vi.advanceTimersByTime(900);
    expect(lost).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it('does not take another request for one: who asks a dead worker often still notices', () => {
    const { lost, wait } = rig();
    for (let i = 0; i < 10; i++) {
      wait(1000);
      vi.advanceTimersByTime(100);
    }
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it('is that of the most patient of those who wait, and no longer', () => {
    const { lost, wait } = rig();
    wait(1000);
    const patient = wait(60_000);
    vi.advanceTimersByTime(50_000);
    expect(lost).not.toHaveBeenCalled();
    patient();
    vi.advanceTimersByTime(999);
    expect(lost).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(lost).toHaveBeenCalledExactlyOnceWith(1000);
  });

  it('hears of the same answer once', () => {
    const { lost, wait } = rig();
    const first = wait(1000);
    first();
    wait(1000);
    vi.advanceTimersByTime(900);
    first();
    vi.advanceTimersByTime(100);
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it('does not count time in which the page itself was stopped', () => {
    const clock = vi.spyOn(performance, 'now');
    const { lost, wait, heard } = rig();
    const at = performance.now();
    clock.mockReturnValue(at);
    wait(1000);
    // a telephone that was put away: the timer comes an hour late
    clock.mockReturnValue(at + 3_600_000);
    vi.advanceTimersByTime(1000);
    expect(lost).not.toHaveBeenCalled();
    // what has come in meanwhile is seen to now
    heard();
    clock.mockReturnValue(at + 3_601_000);
    vi.advanceTimersByTime(1000);
    expect(lost).toHaveBeenCalledTimes(1);
  });
});
