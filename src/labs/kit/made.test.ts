import { expect, it } from 'vitest';
import { madeSource } from './made';
import { repetitionsSource } from './recorded';

it('the badge of results names the devices that made any, and the processor beside them', () => {
  const [own, device, other] = [{}, { device: 'a card' }, { device: 'b card' }];
  expect(madeSource([])).toEqual({ backend: 'cpu', adapter: '' });
  expect(madeSource([own])).toEqual({ backend: 'cpu', adapter: '' });
  expect(madeSource([own, device])).toEqual({ backend: 'CPU and WebGPU', adapter: 'a card' });
  expect(madeSource([other, device])).toEqual({ backend: 'webgpu', adapter: 'a card, b card' });
});

it('a table of repetitions is by what made the own ones, else by what came with the site', () => {
  const row = (repetitions: number, recorded: boolean) => ({ repetitions, recorded });
  const rows = [row(3, false), row(200, true)];
  const count = { unit: 'repetitions', seed: 7 };
  expect(repetitionsSource(rows, 7, null, [{ device: 'a card' }])).toEqual({
    ...{ backend: 'webgpu', adapter: 'a card', samples: 3, ...count },
  });
  expect(repetitionsSource(rows, 7, null)).toEqual({
    ...{ backend: 'cpu', adapter: '', samples: 3, ...count },
  });
  const file = {
    app: 'noisy-argmax' as const,
    kind: 'any',
    version: '1.2.3',
    made: 'by a command',
    seed: 9,
    results: [],
  };
  expect(repetitionsSource(rows.slice(1), 7, file)).toEqual({
    ...{ backend: 'cpu', adapter: 'by a command', recorded: '1.2.3' },
    ...{ samples: 200, ...count, seed: 9 },
  });
  expect(repetitionsSource([], 7, null)).toBeUndefined();
});
