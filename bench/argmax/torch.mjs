/** PyTorch on this machine's CPU, if there is one: a process that measures whenever it is asked. */
import { fileURLToPath } from 'node:url';
import { findPython, startPeer } from '../lib/peer.mjs';

const script = fileURLToPath(new URL('./torch_argmax.py', import.meta.url));

/**
 * @param {number} samples per measurement
 * @returns {Promise<null | { version: string, measure: () => Promise<Record<string, number>>,
 *   stop: () => void }>} `measure` gives samples per second by formulation; null: no torch here
 */
export async function startTorch(samples) {
  const python = findPython('torch');
  if (!python) return null;
  const { ready, ask, stop } = await startPeer(python, [script, String(samples)]);
  return {
    version: ready.torch,
    async measure() {
      const seconds = Object.entries(await ask());
      return Object.fromEntries(seconds.map(([name, time]) => [name, samples / time]));
    },
    stop,
  };
}
