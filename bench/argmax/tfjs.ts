import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { ArgmaxProblem } from '../../src/core/problem';

/** Counts of the winners over a number of samples. */
export type TfjsSampler = (samples: number) => Promise<ArrayLike<number>>;

export interface TfjsSamplers {
  /** Everything, as one writes it: uniforms, noise, argmax, counts. */
  readonly whole: TfjsSampler;
  /** The operators alone: the uniforms are on the device before the clock starts. */
  readonly operators: { prepare(samples: number): Promise<void>; readonly run: TfjsSampler };
}

/** tfjs on a WebGPU device of its own, opened with the limits that its own start asks for. */
async function openTfjs(): Promise<void> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('tfjs: the browser found no WebGPU adapter');
  const { limits } = adapter;
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info), 3);
  if (!(await tf.setBackend('webgpu'))) throw new Error('tfjs: the webgpu backend did not start');
  // Small tensors would else be computed on the CPU behind our back.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
}

/** The perturbed argmax composed of tfjs's operators: argmax of mu - sigma*log(-log u), counted. */
export async function createTfjsSamplers(problem: ArgmaxProblem): Promise<TfjsSamplers> {
  await openTfjs();
  const n = problem.scores.length;
  const scores = tf.tensor1d([...problem.scores]);
  const unweighted = tf.tensor1d([]);
  let held: tf.Tensor2D | null = null;

  const count = (uniforms: tf.Tensor2D) => {
    const gumbel = uniforms.log().neg().log().neg();
    return tf.oneHot(gumbel.mul(problem.sigma).add(scores).argMax<tf.Tensor1D>(1), n, 1, 0, 'float32').sum<tf.Tensor1D>(0);
  };
  const read = async (counts: tf.Tensor1D) => {
    const values = await counts.data();
    counts.dispose();
    return values;
  };
  return {
    whole: (samples) => read(tf.tidy(() => count(tf.randomUniform([samples, n])))),
    operators: {
      async prepare(samples) {
        held?.dispose();
        held = tf.randomUniform([samples, n]);
        await read(tf.tidy(() => count(held!)));
      },
      run: () => read(tf.tidy(() => count(held!))),
    },
  };
}
