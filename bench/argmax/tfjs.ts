import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { ArgmaxProblem } from '../../src/core/problem';

/** Counts of the winners over a number of samples. */
export type TfjsSampler = (samples: number) => Promise<ArrayLike<number>>;

/** The same operators in three settings. */
export interface TfjsSamplers {
  /** As one writes it: uniforms, noise, argmax, counts, with the scores as a vector. */
  readonly plain: TfjsSampler;
  /**
   * With the scores as a matrix of one row. tfjs adds a vector through workgroup memory, whose
   * barriers cost a software adapter 30 times the addition; a row it adds without.
   */
  readonly tuned: TfjsSampler;
  /** As tuned, with the uniforms on the device before the clock starts. */
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
  const vector = tf.tensor1d([...problem.scores]);
  const row = tf.tensor2d([[...problem.scores]]);
  const unweighted = tf.tensor1d([]);
  let held: tf.Tensor2D | null = null;

  /** Runs the operators, reads the n counts back and leaves nothing on the device. */
  async function count(uniforms: () => tf.Tensor2D, scores: tf.Tensor) {
    const counts = tf.tidy(() => {
      const perturbed = uniforms().log().neg().log().mul(-problem.sigma).add(scores);
      return tf.bincount(perturbed.argMax<tf.Tensor1D>(1), unweighted, n);
    });
    const values = await counts.data();
    counts.dispose();
    return values;
  }
  const draw = (samples: number) => () => tf.randomUniform<tf.Rank.R2>([samples, n]);
  return {
    plain: (samples) => count(draw(samples), vector),
    tuned: (samples) => count(draw(samples), row),
    operators: {
      async prepare(samples) {
        held?.dispose();
        held = tf.randomUniform([samples, n]);
        await count(() => held!, row);
      },
      run: () => count(() => held!, row),
    },
  };
}
