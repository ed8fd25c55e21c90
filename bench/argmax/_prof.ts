import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
(window as any).prof = async () => {
  const adapter = (await navigator.gpu.requestAdapter())!;
  const device = await adapter.requestDevice();
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info), 3);
  await tf.setBackend('webgpu'); tf.env().set('WEBGPU_CPU_FORWARD', false);
  const N = 150000;
  const out: any = {};
  const time = async (name: string, f: () => tf.Tensor) => {
    for (let i = 0; i < 3; i++) { const t = performance.now(); const r = f(); await r.slice(r.shape.map(()=>0), r.shape.map(()=>1)).data(); out[name] = Math.round(performance.now() - t); r.dispose(); }
  };
  const u = tf.randomUniform([N, 8]); const s = tf.tensor1d([1,2,3,4,5,6,7,8]); const ut = tf.randomUniform([8,N]);
  const idx = tf.randomUniform([N], 0, 8, 'int32') as tf.Tensor1D;
  await time('rand', () => tf.randomUniform([N, 8]));
  await time('log', () => u.log());
  await time('neg', () => u.neg());
  await time('mulscalar', () => u.mul(2));
  await time('add', () => u.add(s));
  await time('argmax', () => u.argMax(1));
  await time('argmaxT', () => ut.argMax(0));
  await time('bincount', () => tf.bincount(idx, tf.tensor1d([]), 8));
  await time('onehot', () => tf.oneHot(idx, 8, 1, 0, 'float32'));
  await time('onehotsum', () => tf.oneHot(idx, 8, 1, 0, 'float32').sum(0));
  await time('onehotsumT', () => tf.equal(idx.expandDims(0), tf.range(0,8,1,'int32').expandDims(1)).cast('float32').sum(1));
  return out;
};
