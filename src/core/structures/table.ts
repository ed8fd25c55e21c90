import type { Oracle } from '../oracles/oracle';
import { structureBasis, type StructureBasis } from './basis';
import type { StructureMembers } from './members';

/**
 * All structures of a small set, in the order of the oracle's `enumerate`, and what they span: sums over
 * structures run on it.
 */
export interface StructureTable extends StructureMembers, StructureBasis {}

/** Largest table: 8! matchings, and as many of anything else. */
const MAX_TABLE = 40_320;

/** Parts are 16-bit numbers. */
const MAX_PARTS = 65_536;

/**
 * The table of an oracle's structures.
 * @throws RangeError if there are too many of them, or too many parts
 */
export function structureTable(oracle: Oracle): StructureTable {
  const { name, dim } = oracle;
  const count = oracle.count();
  if (count > MAX_TABLE) {
    throw new RangeError(
      `${name} has ${count} structures; a table holds ${MAX_TABLE} or fewer of them`,
    );
  }
  if (dim > MAX_PARTS) {
    throw new RangeError(`${name} has ${dim} parts; a table holds ${MAX_PARTS} or fewer of them`);
  }
  const start = new Uint32Array(count + 1);
  const parts: number[] = [];
  const values: number[] = [];
  let structure = 0;
  for (const y of oracle.enumerate()) {
    y.forEach((value, part) => {
      if (value === 0) return;
      parts.push(part);
      values.push(value);
    });
    start[++structure] = parts.length;
  }
  const members = {
    dim,
    count,
    start,
    parts: Uint16Array.from(parts),
    values: Float64Array.from(values),
  };
  return { ...members, ...structureBasis(members) };
}
