import { expect, it } from 'vitest';
import { openWasm, openWebgpu } from '../tfjs/session';
import { batchOf, expectPlain, smallNetwork } from './testing/plain-layers';
import { createTfjsEmbedder } from './tfjs-embedder';

it.each([
  ['webgpu', openWebgpu],
  ['wasm', openWasm],
])(
  'gives the outputs of the definition and the gradients of finite differences on %s',
  async (_, open) => {
    const session = await open();
    await expectPlain(createTfjsEmbedder(session, smallNetwork), smallNetwork, 2);
    session.dispose();
  },
);

it('says so when its device is lost', async () => {
  const session = await openWebgpu();
  const embedder = createTfjsEmbedder(session, smallNetwork);
  const { params, images, count } = batchOf(smallNetwork, 1, 1);
  await embedder.forward(params, images, count);
  session.lose();
  const failed = (async () => {
    for (;;) await embedder.forward(params, images, count);
  })();
  await expect(failed).rejects.toMatchObject({ name: 'GpuError', code: 'device-lost' });
  session.dispose();
});
