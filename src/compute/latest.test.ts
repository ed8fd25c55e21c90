import { describe, expect, it } from 'vitest';
import { latestWins } from './latest';

function rig() {
  const started: number[] = [];
  const finish: ((reply: number) => void)[] = [];
  const fail: ((error: Error) => void)[] = [];
  const send = latestWins<number, number>((request) => {
    started.push(request);
    return new Promise((resolve, reject) => {
      finish.push(resolve);
      fail.push(reject);
    });
  });
  return { started, finish, fail, send };
}

describe('latestWins', () => {
  it('runs one request at a time and, of those that wait, only the last', async () => {
    const { started, finish, send } = rig();
    const replies = [1, 2, 3].map((request) => send(request));
    expect(started).toEqual([1]);
    finish[0](10);
    expect(await replies[0]).toBe(10);
    expect(await replies[1]).toBeNull();
    expect(started).toEqual([1, 3]);
    finish[1](30);
    expect(await replies[2]).toBe(30);
  });

  it('goes on after a failure', async () => {
    const { started, fail, finish, send } = rig();
    const first = send(1);
    const second = send(2);
    fail[0](new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    expect(started).toEqual([1, 2]);
    finish[1](5);
    expect(await second).toBe(5);
  });
});
