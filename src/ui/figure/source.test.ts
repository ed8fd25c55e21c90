import { expect, it } from 'vitest';
import { sourceLine } from './source';

const cpu = { backend: 'cpu', adapter: '', seed: 7 };

it.each([
  [{ ...cpu, samples: 1 }, 'CPU · 1 draw · seed 7'],
  [{ ...cpu, samples: 1_048_576 }, 'CPU · 1,048,576 samples · seed 7'],
  [
    { ...cpu, samples: 14, unit: 'runs', recorded: '0.1.0' },
    'recorded with version 0.1.0 · 14 runs · seed 7',
  ],
  [{ ...cpu, samples: 1, past: 'step 64 of 317' }, 'step 64 of 317 · CPU · 1 draw · seed 7'],
])('says what was counted, where and from which seed: %j', (source, line) => {
  expect(sourceLine(source)).toBe(line);
});
