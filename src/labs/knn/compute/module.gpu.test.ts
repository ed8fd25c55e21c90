import { expect, it } from 'vitest';
import { initialParams } from '../experiment/networks';
import { openKnnNetworks } from './tfjs-device';
import { createKnn } from './module';
import { openGraphics } from './graphics';
import type { EvaluationRequest, EvaluationResult, KnnApi } from './protocol';
import { digitSetup, jobOf, requestOf, surroundings } from './testing/knn';

const createReal = () =>
  createKnn(
    surroundings({
      now: () => performance.now(),
      openGraphics: () => openGraphics(navigator.gpu),
      openNetworks: openKnnNetworks,
    }),
  );

async function evaluate(knn: KnnApi, networks: EvaluationRequest['networks']) {
  const params = initialParams(digitSetup);
  const request = { key: networks, setup: digitSetup, params, k: 5, ks: [1, 3], raw: true };
  let result: EvaluationResult | null = null;
  while (!result) ({ result } = await knn.evaluate({ ...request, networks }));
  return result;
}

it('finds the neighbours of raw pixels on a device as on the CPU', async () => {
  const knn = createReal();
  const expected = await evaluate(knn, 'own');
  const found = await evaluate(knn, 'webgpu');
  expect([expected.backend, found.backend]).toEqual(['cpu', 'webgpu']);
  const told = ({ accuracy, confusion, hardest }: EvaluationResult) => [
    accuracy,
    confusion,
    hardest,
  ];
  expect(told(found)).toEqual(told(expected));
});

it.each(['webgpu', 'wasm'] as const)(
  'trains on tfjs and goes on where its device is lost: %s',
  async (networks) => {
    const knn = createReal();
    const first = await knn.advance(requestOf(jobOf(), networks, 3));
    expect(first.info).toMatchObject({ backend: networks, note: '' });
    await knn.loseDevice();
    const job = jobOf({ state: first.runs[0].state });
    const second = await knn.advance(requestOf(job, networks, 3));
    expect(second.info.note).toContain("The project's own code goes on with the same weights.");
    const whole = await createReal().advance(requestOf(jobOf(), 'own', 6));
    const { state } = second.runs[0];
    expect(state.step).toBe(6);
    const expected = whole.runs[0].state.params;
    const furthest = state.params.reduce(
      (max, w, i) => Math.max(max, Math.abs(w - expected[i])),
      0,
    );
    // Adam takes steps of 1e-3 in the sign of a gradient, which may be rounding where it is none
    expect(furthest).toBeLessThan(0.012);
    const last = second.runs[0].records.at(-1)!.loss;
    expect(Math.abs(last - whole.runs[0].records.at(-1)!.loss)).toBeLessThan(0.1);
  },
);
