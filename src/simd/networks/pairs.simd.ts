import type { BlockDistances } from '../../core/neighbours/nearest';
import type { PairMath, PairSize } from '../../core/neighbours/pairs';
import { createArena, type Arena, type Block } from './products';

/** Blocks that grow with what they are asked to hold. */
function createBlocks(arena: Arena) {
  const blocks = new Map<string, Block>();
  return (name: string, floats: number): Block => {
    let block = blocks.get(name);
    if (!block || block.size < floats) {
      block = arena.allocate(floats);
      blocks.set(name, block);
    }
    return block;
  };
}

const padded = (count: number) => (count + 3) & ~3;

/**
 * Distances and their gradients as matrix products: twin of `plainPairMath`. Squared distances come
 * from norms and inner products, so near zero they carry the rounding of the norms.
 */
export function createSimdPairMath(): PairMath {
  const arena = createArena();
  const block = createBlocks(arena);

  function products(
    { queries, candidates, dim }: PairSize,
    embeddings: Float32Array,
  ): Float32Array {
    const columns = padded(candidates);
    const a = block('queries', queries * dim);
    const b = block('turned', dim * columns);
    const c = block('products', queries * columns);
    arena.view(a).set(embeddings.subarray(0, queries * dim));
    turn(embeddings, queries * dim, candidates, dim, columns, arena.view(b));
    arena.kernel.product(
      a.at,
      4 * dim,
      0,
      4,
      b.at,
      0,
      4 * columns,
      c.at,
      4 * columns,
      queries,
      columns,
      1,
      dim,
      0,
    );
    return arena.view(c);
  }

  return {
    squaredDistances(embeddings, size, out) {
      const { queries, candidates, dim } = size;
      const inner = products(size, embeddings);
      const columns = padded(candidates);
      const norms = Float64Array.from({ length: queries + candidates }, (_, i) => {
        let sum = 0;
        for (let d = i * dim; d < (i + 1) * dim; d++) sum += embeddings[d] * embeddings[d];
        return sum;
      });
      for (let q = 0; q < queries; q++) {
        for (let c = 0; c < candidates; c++) {
          const squared = norms[q] + norms[queries + c] - 2 * inner[q * columns + c];
          out[q * candidates + c] = squared < 0 ? 0 : squared;
        }
      }
    },
    addGradient(embeddings, weights, size, out) {
      const { queries, candidates, dim } = size;
      const columns = padded(dim);
      const images = queries + candidates;
      const points = block('points', images * columns);
      const matrix = block('weights', queries * candidates);
      const result = block('result', images * columns);
      const view = arena.view(points);
      for (let i = 0; i < images; i++)
        view.set(embeddings.subarray(i * dim, (i + 1) * dim), i * columns);
      const w = arena.view(matrix);
      for (let i = 0; i < w.length && i < weights.length; i++) w[i] = 2 * weights[i];
      const row = 4 * columns;
      // what every query is pulled to, and every candidate
      arena.kernel.product(
        matrix.at,
        4 * candidates,
        0,
        4,
        points.at + queries * row,
        0,
        row,
        result.at,
        row,
        queries,
        columns,
        1,
        candidates,
        0,
      );
      arena.kernel.product(
        matrix.at,
        4,
        0,
        4 * candidates,
        points.at,
        0,
        row,
        result.at + queries * row,
        row,
        candidates,
        columns,
        1,
        queries,
        0,
      );
      const sums = new Float64Array(images);
      for (let q = 0; q < queries; q++) {
        for (let c = 0; c < candidates; c++) {
          sums[q] += w[q * candidates + c];
          sums[queries + c] += w[q * candidates + c];
        }
      }
      const pulled = arena.view(result);
      for (let i = 0; i < images; i++) {
        for (let d = 0; d < dim; d++) {
          out[i * dim + d] += sums[i] * embeddings[i * dim + d] - pulled[i * columns + d];
        }
      }
    },
  };
}

/**
 * Twin of `plainBlockDistances`. The few queries are turned, not the many candidates: what is turned
 * is written across the memory, which for a thousand candidates takes longer than the product.
 */
export function createSimdBlockDistances(): BlockDistances {
  const arena = createArena();
  const block = createBlocks(arena);
  return (a, aFrom, aTo, b, bFrom, bTo, dim, norms, out) => {
    const queries = aTo - aFrom;
    const count = bTo - bFrom;
    const columns = padded(queries);
    const rows = block('candidates', count * dim);
    const turned = block('turned', dim * columns);
    const result = block('products', count * columns);
    arena.view(rows).set(b.values.subarray(bFrom * dim, bTo * dim));
    turn(a.values, aFrom * dim, queries, dim, columns, arena.view(turned));
    arena.kernel.product(
      rows.at,
      4 * dim,
      0,
      4,
      turned.at,
      0,
      4 * columns,
      result.at,
      4 * columns,
      count,
      columns,
      1,
      dim,
      0,
    );
    const inner = arena.view(result);
    for (let i = 0; i < queries; i++) {
      for (let j = 0; j < count; j++)
        out[i * count + j] = norms[bFrom + j] - 2 * inner[j * columns + i];
    }
  };
}

/** Rows of points as columns of a matrix [dim, columns]. */
function turn(
  values: Float32Array,
  at: number,
  count: number,
  dim: number,
  columns: number,
  out: Float32Array,
): void {
  for (let c = 0; c < count; c++) {
    for (let d = 0; d < dim; d++) out[d * columns + c] = values[at + c * dim + d];
  }
}
