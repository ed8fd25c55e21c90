import { describe, expect, it } from 'vitest';
import { MAP_CELLS, SIDE } from '../../experiment/spec';
import { createFronts, type Front } from './front';

const PICTURE = SIDE * SIDE * 3;

/** Pictures of one number each. */
const pictures = (...numbers: readonly number[]) =>
  Float32Array.from(
    { length: numbers.length * PICTURE },
    (_, i) => numbers[Math.floor(i / PICTURE)],
  );

/** A network whose outputs for a map are its first number, and whose gradient is the sum of what it was given last. */
function fakeFronts() {
  const calls: string[] = [];
  const fronts = createFronts((maps): Front => {
    calls.push(`make ${maps}`);
    let given = 0;
    return {
      forward(params, pixels, count, mode) {
        calls.push(`${mode} ${count}`);
        const firsts = Array.from({ length: count }, (_, n) => pixels[n * PICTURE]);
        given = firsts.reduce((sum, first) => sum + first, 0);
        const outputs = Float32Array.from({ length: count * MAP_CELLS }, (_, i) => {
          return params[0] * firsts[Math.floor(i / MAP_CELLS)];
        });
        // as a device answers: later
        return Promise.resolve(outputs);
      },
      backward(dOutputs, gradient) {
        calls.push('backward');
        gradient[0] += dOutputs[0] * given;
        return Promise.resolve(Float32Array.of(given));
      },
      destroy: () => void calls.push('destroy'),
    };
  });
  return { calls, fronts };
}

const params = Float32Array.of(2);

describe('a network that all runs share', () => {
  it('is as large as the batch of a step, and the same for the next one', async () => {
    const { calls, fronts } = fakeFronts();
    const source = fronts.source();
    for (const numbers of [[1, 2], [3, 4], [5]]) {
      const outputs = await source.forward(params, pictures(...numbers), numbers.length);
      expect(outputs[0]).toBe(2 * numbers[0]);
      const gradient = Float32Array.of(1);
      await source.backward(Float32Array.of(10), gradient);
      const sum = numbers.reduce((a, b) => a + b);
      expect(gradient[0]).toBe(1 + 10 * sum);
      expect(source.running?.()).toEqual(Float32Array.of(sum));
    }
    expect(calls.filter((call) => call.startsWith('make'))).toEqual(['make 2', 'make 1']);
    expect(calls).toContain('destroy');
  });

  it('makes the first half of a step again where another call came between', async () => {
    const { calls, fronts } = fakeFronts();
    const [one, other] = [fronts.source(), fronts.source()];
    await one.forward(params, pictures(1, 2), 2);
    await other.forward(params, pictures(7, 8), 2);
    await fronts.evaluation.forward(params, pictures(9), 1);
    const gradients = [new Float32Array(1), new Float32Array(1)];
    await Promise.all([
      one.backward(Float32Array.of(1), gradients[0]),
      other.backward(Float32Array.of(1), gradients[1]),
    ]);
    expect(gradients).toEqual([Float32Array.of(3), Float32Array.of(15)]);
    expect(calls.filter((call) => call === 'training 2')).toHaveLength(4);
  });

  it('is asked for some maps at a time where there are more than it is made for', async () => {
    const { calls, fronts } = fakeFronts();
    const source = fronts.source();
    await source.forward(params, pictures(1, 2), 2);
    const outputs = await fronts.evaluation.forward(params, pictures(3, 4, 5, 6, 7), 5);
    expect(Array.from({ length: 5 }, (_, n) => outputs[n * MAP_CELLS])).toEqual([6, 8, 10, 12, 14]);
    expect(calls).toEqual(['make 2', 'training 2', 'evaluation 2', 'evaluation 2', 'evaluation 1']);
  });

  it('is made when it is first looked at, and again after it could not be made', async () => {
    let tries = 0;
    const fronts = createFronts((maps) => {
      if (++tries === 1) throw new Error('no room');
      const forward = () => new Float32Array(maps * MAP_CELLS);
      return { forward, backward: () => new Float32Array(1) };
    });
    const looked = () => fronts.evaluation.forward(params, pictures(1), 1);
    await expect(looked()).rejects.toThrow('no room');
    expect(await looked()).toHaveLength(MAP_CELLS);
  });
});
