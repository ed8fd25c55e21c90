import { transfer } from 'comlink';

/**
 * Marks arrays of an answer to be handed over to another thread instead of copied: whoever answers must
 * not touch them again. Where no border is crossed nothing happens.
 */
export function handOver<T extends object>(answer: T, arrays: readonly ArrayBufferView[]): T {
  return transfer(
    answer,
    arrays.map(({ buffer }) => buffer as ArrayBuffer),
  );
}
