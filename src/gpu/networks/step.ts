import type { OpenDevice } from '../device';
import { guarded, patienceWith } from '../guard';
import { cachedPipeline } from '../pipelines';
import { checkGrid } from '../room';

/** A shader that takes longer to compile belongs to a device that hangs. */
const COMPILE_LIMIT_MS = 20_000;

/** Work that is ready to be recorded. */
export interface Recorded {
  encode(pass: GPUComputePassEncoder): void;
}

/** Threads of a workgroup of kernels that treat every number by itself. */
export const FLAT_SIZE = 64;

/** Workgroups in a grid as wide as the device has it: x and y. */
export function gridOf(
  groups: number,
  { device }: Pick<OpenDevice, 'device'>,
): [x: number, y: number] {
  const down = Math.ceil(groups / device.limits.maxComputeWorkgroupsPerDimension);
  return [Math.ceil(groups / down), down];
}

/** One dispatch: text, what it is bound to in the order of its bindings, and how many workgroups. */
export interface StepSpec {
  readonly label: string;
  readonly code: string;
  /** Asked for when the step is first recorded, so that shared scratch has its size by then. */
  readonly buffers: () => readonly GPUBuffer[];
  readonly groups: readonly number[];
}

/**
 * Compiles a dispatch; its bind group is made when it is first recorded, once.
 * @throws NoRoomError for more workgroups in a row than the device has; GpuError when the device fails
 */
export async function step(
  { device, adapter, broken }: OpenDevice,
  spec: StepSpec,
): Promise<Recorded> {
  const { label, code, groups } = spec;
  checkGrid(device.limits, label, groups);
  const compiled = cachedPipeline(device, `${label} ${numberOf(code)}`, () => code);
  const pipeline = await guarded(compiled, broken, patienceWith(adapter, COMPILE_LIMIT_MS));
  let group: GPUBindGroup | undefined;
  const bind = () =>
    device.createBindGroup({
      label,
      layout: pipeline.getBindGroupLayout(0),
      entries: spec.buffers().map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
  return {
    encode(pass) {
      group ??= bind();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(groups[0], groups[1] ?? 1, groups[2] ?? 1);
    },
  };
}

const numbers = new Map<string, number>();

/** A number for every text that comes by: it names the pipeline, as nothing shorter says all of it. */
function numberOf(text: string): number {
  const number = numbers.get(text) ?? numbers.size;
  numbers.set(text, number);
  return number;
}

/** Constants of a shader: whole numbers are unsigned but for those named. */
export function constantsText(constants: Readonly<Record<string, number | boolean>>): string {
  const lines = Object.entries(constants).map(([name, value]) => {
    const literal = typeof value === 'number' ? `${value}${SIGNED.has(name) ? 'i' : 'u'}` : value;
    return `const ${name} = ${literal};`;
  });
  return `${lines.join('\n')}\n`;
}

/** Constants that coordinates are computed with. */
const SIGNED = new Set(['BEFORE']);

/** A buffer of numbers to read, by ones and by fours from any index, or from multiples of four. */
export const reader = (name: string, binding: number, aligned: boolean) =>
  aligned
    ? `@group(0) @binding(${binding}) var<storage, read> ${name}: array<vec4f>;
fn ${name}_four(i: u32) -> vec4f { return ${name}[i / 4u]; }
fn ${name}_one(i: u32) -> f32 { return ${name}[i / 4u][i % 4u]; }
`
    : `@group(0) @binding(${binding}) var<storage, read> ${name}: array<f32>;
fn ${name}_four(i: u32) -> vec4f {
  return vec4f(${name}[i], ${name}[i + 1u], ${name}[i + 2u], ${name}[i + 3u]);
}
fn ${name}_one(i: u32) -> f32 { return ${name}[i]; }
`;
