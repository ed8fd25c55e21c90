import { describe, expect, it } from 'vitest';
import { within } from './within';

describe('within', () => {
  it('leaves no listener behind, however the race ends', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    Object.assign(signal, {
      addEventListener: (...args: Parameters<typeof add>) => (listeners++, add(...args)),
      removeEventListener: (...args: Parameters<typeof remove>) => (listeners--, remove(...args)),
    });
    const late = () => new Error('late');
    await within(Promise.resolve(1), signal);
    await within(Promise.reject(new Error('no')), signal).catch(() => undefined);
    await within(new Promise(() => undefined), signal, { milliseconds: 5, late }).catch(
      () => undefined,
    );
    expect(listeners).toBe(0);
    const waiting = within(new Promise(() => undefined), signal);
    expect(listeners).toBe(1);
    controller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    expect(listeners).toBe(0);
    await expect(within(Promise.resolve(1), signal)).rejects.toThrow('gone');
  });
});
