import { expect, it } from 'vitest';
import { initialResnet18, type Resnet18Spec } from '../../core/networks/resnet18';
import { createRng } from '../../core/rng/rng';
import { openWasm, openWebgpu } from '../tfjs/session';
import { distance, wave } from '../tfjs/testing/numbers';
import { createResnet18 } from './resnet18';
import { plainResnet18 } from './testing/plain-resnet18';

const smallest: Resnet18Spec = { input: [5, 4, 1], width: 2 };
const COUNT = 3;

it('gives the outputs of the definition on webgpu, and the gradient of wasm', async () => {
  const [webgpu, wasm] = [await openWebgpu(), await openWasm()];
  const [network, other] = [createResnet18(webgpu, smallest), createResnet18(wasm, smallest)];
  const params = initialResnet18(smallest, createRng(2, 'test/resnet18'));
  const images = wave(COUNT * 20, 1);
  const plain = (training: boolean) => plainResnet18([5, 4, 1], 2, params, images, training);
  const evaluated = await network.forward(params, images, COUNT);
  expect(distance(evaluated, plain(false))).toBeLessThan(1e-5);
  const trained = await network.forwardTraining(params, images, COUNT);
  expect(distance(trained, plain(true))).toBeLessThan(1e-4);

  const dOut = wave(COUNT * network.outputSize, 2);
  const statistics = network.parameters - network.trainable;
  const [running, otherRunning] = [new Float32Array(statistics), new Float32Array(statistics)];
  const gradient = await network.backward(params, images, COUNT, dOut, running);
  const expected = await other.backward(params, images, COUNT, dOut, otherRunning);
  expect(distance(gradient, expected)).toBeLessThan(1e-4);
  expect(distance(running, otherRunning)).toBeLessThan(1e-5);
  webgpu.dispose();
  wasm.dispose();
});
