import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeNetwork, parseNetwork, type SavedNetwork } from './network-file';
import { initialParams, partsOf } from './experiment/networks';
import { layeredNames } from '../../core/networks/embeddings';
import { knnMethods, type KnnSetup } from './experiment/spec';

const setup: KnnSetup = {
  dataset: 'drawn',
  input: [16, 16, 1],
  classes: 10,
  network: 'compact',
  method: 'direct',
  scale: 'learned',
  seed: 7,
};

const saved: SavedNetwork = {
  version: '0.1.0',
  made: 'a test',
  name: 'A network',
  setup,
  k: 5,
  step: 120,
  accuracy: 0.75,
  params: initialParams(setup),
};

/** The file with some of its fields changed; undefined removes one. */
const changed = (fields: object) =>
  JSON.stringify({ ...(JSON.parse(encodeNetwork(saved)) as object), ...fields });

function faultOf(text: string): string {
  const parsed = parseNetwork(text);
  return parsed.ok ? 'none' : parsed.fault;
}

function networkOf(text: string): SavedNetwork {
  const parsed = parseNetwork(text);
  if (!parsed.ok) throw new Error(parsed.fault);
  return parsed.network;
}

describe('a network in a file', () => {
  it('comes back as it was, to the bit', () => {
    expect(networkOf(encodeNetwork(saved))).toEqual(saved);
    const odd = saved.params.slice();
    odd.set([-0, 1e-45, 3.4028234663852886e38, 2 ** -126, -1 / 3]);
    expect(networkOf(encodeNetwork({ ...saved, params: odd })).params).toEqual(odd);
  });

  it('comes back for every network, method and scale', () => {
    for (const network of layeredNames) {
      for (const method of knnMethods) {
        for (const scale of ['zero', 'fixed', 'learned'] as const) {
          const other = { ...setup, network, method, scale };
          const { size } = partsOf(other);
          const params = Float32Array.from({ length: size }, (_, i) => Math.sin(i));
          const back = networkOf(encodeNetwork({ ...saved, setup: other, params })).params;
          expect(back).toHaveLength(size);
          expect(back.every((weight, i) => weight === params[i])).toBe(true);
        }
      }
    }
  });

  it('has its weights as little-endian float32, whatever the machine', () => {
    const params = saved.params.slice();
    params.set([1, -2]);
    const { params: text } = JSON.parse(encodeNetwork({ ...saved, params })) as { params: string };
    // 00 00 80 3f, 00 00 00 c0
    expect(text.startsWith('AACAPwAAAM')).toBe(true);
  });

  it('is small: base64 of the weights and a few words', () => {
    const bytes = 4 * saved.params.length;
    expect(encodeNetwork(saved).length).toBeLessThan((4 / 3) * bytes + 1000);
  });

  it('that was not tested has no accuracy', () => {
    expect(networkOf(encodeNetwork({ ...saved, accuracy: null })).accuracy).toBeNull();
  });

  it('takes what is no text for no text', () => {
    const file = JSON.parse(encodeNetwork(saved)) as object;
    const odd = JSON.stringify({ ...file, name: { toString: null }, made: [1], version: 3 });
    expect(networkOf(odd)).toMatchObject({ name: 'a network', made: '', version: '' });
  });

  it('may lack what it can do without', () => {
    const fields = ['version', 'made', 'name', 'k', 'step', 'accuracy'];
    const without = Object.fromEntries(fields.map((field) => [field, undefined]));
    const { setup: own, params, ...rest } = networkOf(changed(without));
    expect(rest).toEqual({
      ...{ version: '', made: '', name: 'a network' },
      ...{ k: 5, step: 0, accuracy: null },
    });
    expect([own, params]).toEqual([setup, saved.params]);
  });

  it('has such fields replaced where they make no sense', () => {
    const { k, step, accuracy } = networkOf(changed({ k: 51, step: -1, accuracy: 7 }));
    expect([k, step, accuracy]).toEqual([5, 0, null]);
    expect(networkOf(changed({ accuracy: '99' })).accuracy).toBeNull();
    expect(networkOf(changed({ name: 'x'.repeat(500) })).name).toHaveLength(60);
  });
});

describe('a file that is no network', () => {
  const { size } = partsOf(setup);

  it.each([
    ['{', 'The file is not JSON.'],
    ['', 'The file is not JSON.'],
    ['[]', 'does not hold a JSON object'],
    ['null', 'does not hold a JSON object'],
    ['3', 'does not hold a JSON object'],
    ['{}', 'not a network of the neighbours lab'],
    [changed({ kind: 'knn-table' }), 'not a network of the neighbours lab'],
    [changed({ setup: undefined }), '"setup" of the file must be an object'],
    [changed({ setup: { ...setup, dataset: 3 } }), '"setup.dataset"'],
    [changed({ setup: { ...setup, network: 'vgg' } }), 'must be one of compact, lenet'],
    [changed({ setup: { ...setup, method: 'toString' } }), '"setup.method"'],
    [changed({ setup: { ...setup, scale: 'loud' } }), '"setup.scale"'],
    [changed({ setup: { ...setup, input: [28, 28] } }), '"setup.input"'],
    [changed({ setup: { ...setup, input: [28, 28.5, 1] } }), '"setup.input"'],
    [changed({ setup: { ...setup, input: [7, 7, 1] } }), 'too small for its network'],
    [changed({ setup: { ...setup, classes: 1 } }), '"setup.classes"'],
    [changed({ setup: { ...setup, seed: -1 } }), '"setup.seed"'],
    [changed({ params: [1, 2] }), '"params" of the file must be a text'],
    [changed({ params: '?' }), 'base64 of finite float32'],
    [changed({ params: 'AAA=' }), 'base64 of finite float32'],
    // NaN, little-endian
    [changed({ params: 'AADAfw==' }), 'base64 of finite float32'],
    [changed({ params: 'AACAPw==' }), `holds 1 weights; its network has ${size}.`],
    [changed({ setup: { ...setup, network: 'lenet' } }), `holds ${size} weights; its network has`],
    [changed({ setup: { ...setup, scale: 'zero' } }), `holds ${size} weights; its network has`],
  ])('%.60s is refused in a sentence', (text, says) => {
    expect(faultOf(text)).toContain(says);
    expect(faultOf(text)).toMatch(/^["A-Z].*\.$/);
  });

  it('never throws, whatever it holds', () => {
    const file = JSON.parse(encodeNetwork(saved)) as object;
    const fields = fc.constantFrom(...Object.keys(file));
    const settings = fc.constantFrom(...Object.keys(setup));
    fc.assert(
      fc.property(fields, settings, fc.jsonValue(), (field, setting, value) => {
        expect(() => parseNetwork(JSON.stringify(value))).not.toThrow();
        expect(() => parseNetwork(changed({ [field]: value }))).not.toThrow();
        const other = { setup: { ...setup, [setting]: value } };
        expect(() => parseNetwork(changed(other))).not.toThrow();
      }),
    );
  });
});
