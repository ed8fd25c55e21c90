import { splitsOf, threadsOf, workgroupBytes, type ProductShape, type Tiling } from './tiling';

/**
 * The fastest tilings that were found, by the name of an adapter and the sizes of a product. What they
 * are changes how long a product takes and nothing else.
 */
export interface TilingMemory {
  find(adapter: string, shape: ProductShape): Tiling | undefined;
  keep(adapter: string, shape: ProductShape, tiling: Tiling): void;
  /** All of it, to be kept as JSON. */
  export(): unknown;
  /** Adds what `export` gave; what it cannot have given is left out. */
  import(saved: unknown): void;
}

export function createTilingMemory(): TilingMemory {
  const known = new Map<string, string>();
  const keyOf = (adapter: string, { rows, columns, sums, phases }: ProductShape) =>
    `${adapter}: ${rows} x ${columns} x ${sums} x ${phases}`;
  return {
    find(adapter, shape) {
      const size = known.get(keyOf(adapter, shape));
      return size === undefined ? undefined : { ...readSize(size), splits: splitsOf(shape) };
    },
    keep(adapter, shape, { across, down, wide, high, depth }) {
      known.set(keyOf(adapter, shape), [across, down, wide, high, depth].join(' '));
    },
    export: () => Object.fromEntries(known),
    import(saved) {
      if (typeof saved !== 'object' || saved === null) return;
      for (const [key, size] of Object.entries(saved)) {
        if (typeof size === 'string' && isSize(size)) known.set(key, size);
      }
    },
  };
}

function readSize(text: string): Omit<Tiling, 'splits'> {
  const [across, down, wide, high, depth] = text.split(' ').map(Number);
  return { across, down, wide, high, depth };
}

/** Whether a text says a tiling that every device can make. */
function isSize(text: string): boolean {
  if (!/^\d+( \d+){4}$/.test(text)) return false;
  const size = { ...readSize(text), splits: 1 };
  const { across, down, wide, high, depth } = size;
  const whole = Math.min(across, down, wide, high) > 0 && wide % 4 === 0 && high % 4 === 0;
  const small = threadsOf(size) <= 256 && wide * high <= 256 && workgroupBytes(size) <= 16_384;
  return whole && small && [8, 16, 32].includes(depth);
}
