import { describe, expect, it, vi } from 'vitest';
import { createBreath } from './breath';

function rig() {
  const wanted = new AbortController();
  const clock = { time: 0 };
  const yieldTurn = vi.fn(() => Promise.resolve());
  const breathe = createBreath(wanted.signal, () => clock.time, yieldTurn);
  return { wanted, clock, yieldTurn, breathe };
}

describe('a breath', () => {
  it('lets others have their turn when work has had its own, and not more often', async () => {
    const { clock, yieldTurn, breathe } = rig();
    for (clock.time = 0; clock.time < 10; clock.time++) await breathe();
    expect(yieldTurn).not.toHaveBeenCalled();
    await breathe();
    expect(yieldTurn).toHaveBeenCalledTimes(1);
    for (clock.time = 11; clock.time < 20; clock.time++) await breathe();
    expect(yieldTurn).toHaveBeenCalledTimes(1);
    await breathe();
    expect(yieldTurn).toHaveBeenCalledTimes(2);
  });

  it('does not count the turns of others as its own', async () => {
    const { clock, yieldTurn, breathe } = rig();
    yieldTurn.mockImplementation(async () => void (clock.time += 1000));
    clock.time = 10;
    await breathe();
    clock.time += 9;
    await breathe();
    expect(yieldTurn).toHaveBeenCalledTimes(1);
  });

  it('throws the reason of the signal, be it long before a turn is over', async () => {
    const { wanted, yieldTurn, breathe } = rig();
    await breathe();
    wanted.abort(new Error('nobody wants it'));
    await expect(breathe()).rejects.toThrow('nobody wants it');
    expect(yieldTurn).not.toHaveBeenCalled();
  });

  it('throws when the signal is aborted in the turn of others', async () => {
    const { wanted, clock, yieldTurn, breathe } = rig();
    yieldTurn.mockImplementation(async () => wanted.abort(new Error('nobody wants it')));
    clock.time = 10;
    await expect(breathe()).rejects.toThrow('nobody wants it');
  });

  it('lets in the messages that have arrived before it', async () => {
    const seen: number[] = [];
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => seen.push(data);
    for (const number of [1, 2, 3]) port2.postMessage(number);
    expect(seen).toEqual([]);
    let clock = 0;
    const breathe = createBreath(new AbortController().signal, () => (clock += 10));
    await breathe();
    expect(seen).toEqual([1, 2, 3]);
    port1.close();
  });
});
