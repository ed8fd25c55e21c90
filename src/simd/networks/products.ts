import { assemble } from '../assembler';
import { activationFunctions, type ActivationExports } from './activations.kernel';
import { layoutFunctions, type LayoutExports } from './layouts.kernel';
import { poolFunctions, type PoolExports } from './pools.kernel';
import { productFunctions, type ProductExports } from './products.kernel';

/** The one module that all kernels of the networks share, so that they share its memory. */
export interface Kernels extends ProductExports, ActivationExports, PoolExports, LayoutExports {
  readonly memory: WebAssembly.Memory;
}

const moduleBytes = () =>
  assemble([...productFunctions, ...activationFunctions, ...poolFunctions, ...layoutFunctions]);

const PAGE = 65_536;
/** Memory below this stays unused: an address of 0 is always a mistake. */
const FIRST = 64;

let compiled: WebAssembly.Module | null | undefined;

function moduleOf(): WebAssembly.Module | null {
  if (compiled !== undefined) return compiled;
  const bytes = typeof WebAssembly === 'undefined' ? null : moduleBytes();
  compiled = bytes && WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
  return compiled;
}

/** Whether this browser has what the kernels need: WebAssembly with 128-bit SIMD. */
export const hasSimd = () => moduleOf() !== null;

/** A piece of the memory: where it lies, in bytes, and how many float32 it has. */
export interface Block {
  readonly at: number;
  readonly size: number;
}

/** Memory of one instance of the kernels, handed out in blocks that live as long as it. */
export interface Arena {
  readonly kernel: Kernels;
  /** A block of zeros. Views taken before are no longer valid. */
  allocate(floats: number): Block;
  /** The numbers of a block, valid until the next allocation. */
  view(block: Block): Float32Array;
}

/** @throws Error where there is no SIMD; ask `hasSimd` first */
export function createArena(): Arena {
  const module = moduleOf();
  if (!module) throw new Error('This browser has no WebAssembly SIMD.');
  const kernel = new WebAssembly.Instance(module).exports as WebAssembly.Exports & Kernels;
  let end = FIRST;
  return {
    kernel,
    allocate(floats) {
      const at = end;
      end += 16 * Math.ceil(floats / 4);
      const missing = end - kernel.memory.buffer.byteLength;
      if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE));
      return { at, size: floats };
    },
    view: ({ at, size }) => new Float32Array(kernel.memory.buffer, at, size),
  };
}
