import { expect, it } from 'vitest';
import { goOn } from '../../../compute/testing/runs';
import { initialParams } from '../experiment/networks';
import { initialState } from '../experiment/run';
import { openEngine } from './engine';
import { openGraphics } from './graphics';
import type { EvaluationRequest, EvaluationResult } from './protocol';
import { openKnnNetworks } from './tfjs-device';
import { digitSetup, openKnn, requestOf, runOf, type OpenKnn } from './testing/knn';

const openReal = () =>
  openKnn(
    {
      openGraphics: () => openGraphics(navigator.gpu),
      openEngine: () => openEngine(navigator.gpu),
      openNetworks: openKnnNetworks,
    },
    { now: () => performance.now() },
  );

async function evaluate({ call }: OpenKnn, networks: EvaluationRequest['networks'], raw = true) {
  const weights = { params: initialParams(digitSetup), place: { version: 1, step: 1 } };
  const request = { setup: digitSetup, ...weights, k: 5, ks: [1, 3], raw };
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

it('embeds everything on own code on the device as on the CPU', async () => {
  const knn = openReal();
  const [expected, found] = [await evaluate(knn, 'own', false), await evaluate(knn, 'gpu', false)];
  const apart = found.confusion.map((count, i) => Math.abs(count - expected.confusion[i]));
  // a neighbour may be another one by rounding
  expect(apart.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(2);
  expect(found.accuracy.images).toBe(expected.accuracy.images);
});

it.each([
  ['webgpu', 'tfjs', 'webgpu'],
  ['wasm', 'tfjs', 'wasm'],
  ['gpu', 'own', 'webgpu'],
] as const)(
  'trains on a device and goes on where that is lost: %s',
  async (networks, engine, backend) => {
    const knn = openReal();
    const run = runOf();
    const first = await knn.call('advance', requestOf(run, networks, 3));
    expect(knn.status()).toMatchObject({ engine, backend, note: '' });
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

it('makes the steps of a run again that are lost with the device before anybody has seen them', async () => {
  const knn = openReal();
  const run = { ...runOf(), after: false };
  const first = (await knn.call('advance', requestOf(run, 'gpu', 3))).runs[0];
  expect(first).toMatchObject({ step: 3, state: null });
  await knn.loseDevice();
  const lost = (await knn.call('advance', requestOf(goOn(run, first), 'gpu', 2))).runs[0];
  expect(lost.missing).toBe(true);
  const again = { ...run, after: true, state: initialState(digitSetup) };
  const found = (await knn.call('advance', requestOf(again, 'gpu', 5))).runs[0];
  expect(found.records.slice(0, 3).map(({ loss }) => loss)).toEqual(
    first.records.map(({ loss }) => loss),
  );
  expect(found.state!.step).toBe(5);
});

it('never takes an adapter in software by itself', async () => {
  const knn = openReal();
  const { runs } = await knn.call('advance', requestOf(runOf(), 'auto', 8));
  expect(runs[0].step).toBe(8);
  expect(knn.status()).toMatchObject({ engine: 'own', backend: 'cpu', note: '' });
});

it('moves and mirrors the images of a step on the device as on the CPU', async () => {
  const knobs = { ...runOf().knobs, augment: true };
  const losses = async (networks: 'own' | 'gpu', patch = {}) => {
    const run = { ...runOf(), knobs: { ...knobs, ...patch } };
    const { runs } = await openReal().call('advance', requestOf(run, networks, 2));
    return runs[0].records.map(({ loss, gradientNorm }) => [loss, gradientNorm]);
  };
  const [expected, found] = [await losses('own'), await losses('gpu')];
  expect(found[0][0]).toBeCloseTo(expected[0][0], 5);
  expect(found[0][1] / expected[0][1]).toBeCloseTo(1, 3);
  expect(await losses('own', { augment: false })).not.toEqual(expected);
});
