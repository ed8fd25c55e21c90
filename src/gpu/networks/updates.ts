import { memoryRuleOf, type ParameterGroup, type UpdateRule } from '../../core/training/groups';
import { WEIGHT_LIMIT } from '../../core/training/limits';
import type { OpenDevice } from '../device';
import clockText from './clock.wgsl?raw';
import { prepareDispatch, type Dispatch } from './dispatch';
import findingsText from './findings.wgsl?raw';
import computedText from './updates-computed.wgsl?raw';
import findText from './updates-findings.wgsl?raw';
import normText from './updates-norm.wgsl?raw';
import updateText from './updates.wgsl?raw';

/** Threads of a workgroup, in all shaders of this file. */
const SIZE = 256;
/** Weights that a thread moves. */
const TURNS = 4;
const MAX_NORM_WORKGROUPS = 1024;
const GROUP_BYTES = 32;
/** Norm and flags of a step: `Findings` of findings.wgsl. */
const FINDINGS_BYTES = 16;

const KINDS: Record<UpdateRule['kind'], number> = { plain: 0, sgd: 1, adam: 2 };

/** Weights that are computed, not trained: `length` numbers, to lie in the vector from `from` on. */
export interface Computed {
  readonly from: number;
  readonly values: GPUBuffer;
  readonly length: number;
}

/** What an update works on: whole vectors of float32, and the tables of the steps. */
export interface UpdateParts {
  readonly params: GPUBuffer;
  readonly gradient: GPUBuffer;
  /** Moments, as core/training/optimisers.ts has them. */
  readonly first: GPUBuffer;
  readonly second: GPUBuffer;
  /** `Clock` of clock.wgsl. */
  readonly clock: GPUBuffer;
  /** Adam's corrections [slots] vec2f: `adamCorrections` of the updates made, that of the step included. */
  readonly corrections: GPUBuffer;
  readonly groups: readonly ParameterGroup[];
  readonly computed?: Computed | null;
}

/**
 * Updates of a weight vector on the device, the twin of `update`, of the norm and of `checkWeights` in
 * core/training. Adam reads 4 numbers per weight and writes 3, SGD with momentum reads 3 and writes 2.
 * Forgetting the moments of another rule, and counting updates, is left to whoever owns them.
 */
export interface GpuUpdate {
  /** `Findings` of findings.wgsl, of the step under way or of the one that halted the clock. */
  readonly findings: GPUBuffer;
  /**
   * Begins the findings of a step: the norm of the gradient in the first group, by float32, so that one
   * beyond 1e19 counts as lost. Leaves them as they are where the clock has halted.
   */
  measure(pass: GPUComputePassEncoder): void;
  /**
   * Moves all groups and takes over what is computed; says in the findings where a moved weight is lost.
   * Nothing where the clock has halted.
   */
  encode(pass: GPUComputePassEncoder): void;
  /**
   * Other rules for the same ranges, from the next submission on.
   * @throws RangeError for other ranges, or two rules with moments
   */
  setGroups(groups: readonly ParameterGroup[]): void;
  /** Bytes held on the device, besides what was handed in. */
  readonly bytes: number;
  destroy(): void;
}

/**
 * @throws RangeError for groups of two rules with moments, or without a first range
 * @throws GpuError when the device fails
 */
export async function createGpuUpdate(open: OpenDevice, parts: UpdateParts): Promise<GpuUpdate> {
  const { device } = open;
  const { groups, computed, clock, gradient, params } = parts;
  memoryRuleOf(groups);
  const { from, to } = groups[0];
  if (!(to > from)) throw new RangeError('the first group of weights is empty');
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
  const workgroups = Math.min(MAX_NORM_WORKGROUPS, Math.ceil((to - from) / (SIZE * TURNS)));
  const owned: GPUBuffer[] = [];
  const own = (label: string, size: number, usage: GPUBufferUsageFlags) => {
    const buffer = device.createBuffer({ label, size, usage });
    owned.push(buffer);
    return buffer;
  };
  const partials = own('norm partials', 8 * workgroups, STORAGE);
  const findings = own('findings', FINDINGS_BYTES, STORAGE | COPY_SRC);
  const rules = groups.map(() => own('update group', GROUP_BYTES, UNIFORM | COPY_DST));

  const norm = prepareDispatch(open, {
    key: `updates-norm ${from} ${to}`,
    shader: () => `${constants({ FROM: from, TO: to, WORKGROUPS: workgroups })}${normText}`,
    buffers: [gradient, partials],
    workgroups: [workgroups],
  });
  const find = prepareDispatch(open, {
    key: `updates-findings ${workgroups}`,
    shader: () => constants({ WORKGROUPS: workgroups }) + clockText + findingsText + findText,
    buffers: [clock, partials, findings],
    workgroups: [1],
  });
  const moves = groups.map((group, i) =>
    prepareDispatch(open, {
      key: 'updates',
      shader: () => constants({ TURNS, LIMIT_BITS: bitsOf(WEIGHT_LIMIT) }) + clockText + updateText,
      buffers: [
        ...[rules[i], clock, parts.corrections, gradient, params],
        ...[parts.first, parts.second, findings],
      ],
      workgroups: [Math.ceil((group.to - group.from) / (SIZE * TURNS))],
    }),
  );
  const copy = computed ? [prepareCopy(open, clock, params, computed)] : [];
  const measuring: readonly Dispatch[] = await Promise.all([norm, find]);
  const moving: readonly Dispatch[] = await Promise.all([...moves, ...copy]);

  function setGroups(asked: readonly ParameterGroup[]): void {
    memoryRuleOf(asked);
    const same = groups.every(
      (group, i) => group.from === asked[i]?.from && group.to === asked[i].to,
    );
    if (!same || asked.length !== groups.length) {
      throw new RangeError('the groups of an update keep their ranges');
    }
    asked.forEach((group, i) => device.queue.writeBuffer(rules[i], 0, packGroup(group)));
  }
  setGroups(groups);

  return {
    findings,
    measure: (pass) => measuring.forEach((dispatch) => dispatch(pass)),
    encode: (pass) => moving.forEach((dispatch) => dispatch(pass)),
    setGroups,
    bytes: owned.reduce((sum, { size }) => sum + size, 0),
    destroy: () => owned.forEach((buffer) => buffer.destroy()),
  };
}

const prepareCopy = (
  open: OpenDevice,
  clock: GPUBuffer,
  params: GPUBuffer,
  { from, values, length }: Computed,
): Promise<Dispatch> =>
  prepareDispatch(open, {
    key: `updates-computed ${from} ${length}`,
    shader: () => constants({ FROM: from, COUNT: length }) + clockText + computedText,
    buffers: [clock, values, params],
    workgroups: [Math.ceil(length / SIZE)],
  });

/** `Group` of updates.wgsl. */
function packGroup({ from, to, rule }: ParameterGroup): ArrayBuffer {
  const packed = new ArrayBuffer(GROUP_BYTES);
  new Uint32Array(packed).set([from, to, KINDS[rule.kind]]);
  const { momentum, decay } = rule.kind === 'sgd' ? rule : { momentum: 0, decay: 0 };
  new Float32Array(packed).set([rule.rate, momentum, decay], 4);
  return packed;
}

const constants = (values: Readonly<Record<string, number>>) =>
  Object.entries(values)
    .map(([name, value]) => `const ${name} = ${value}u;\n`)
    .join('');

const bitsOf = (value: number) => new Uint32Array(Float32Array.of(value).buffer)[0];
