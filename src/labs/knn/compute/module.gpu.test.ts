import { expect, it } from 'vitest';
import { goOn } from '../../../compute/testing/runs';
import { initialParams } from '../experiment/networks';
import { openGraphics } from './graphics';
import type { EvaluationRequest, EvaluationResult } from './protocol';
import { openKnnNetworks } from './tfjs-device';
import { digitSetup, openKnn, requestOf, runOf, type OpenKnn } from './testing/knn';

const openReal = () =>
  openKnn(
    { openGraphics: () => openGraphics(navigator.gpu), openNetworks: openKnnNetworks },
    { now: () => performance.now() },
  );

async function evaluate({ call }: OpenKnn, networks: EvaluationRequest['networks']) {
  const weights = { params: initialParams(digitSetup), place: { version: 1, step: 1 } };
  const request = { setup: digitSetup, ...weights, k: 5, ks: [1, 3], raw: true };
  return (await call('evaluate', { ...request, networks }))!;
}

it('finds the neighbours of raw pixels on a device as on the CPU', async () => {
  const knn = openReal();
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
    const knn = openReal();
    const run = runOf();
    const first = await knn.call('advance', requestOf(run, networks, 3));
    expect(knn.status()).toMatchObject({ engine: 'tfjs', backend: networks, note: '' });
    await knn.loseDevice();
    const second = await knn.call('advance', requestOf(goOn(run, first.runs[0]), networks, 3));
    expect(knn.status().note).toContain(
      "The project's own code on the CPU goes on with the same weights.",
    );
    const whole = await openReal().call('advance', requestOf(runOf(), 'own', 6));
    const state = second.runs[0].state!;
    expect(state.step).toBe(6);
    const expected = whole.runs[0].state!.params;
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
