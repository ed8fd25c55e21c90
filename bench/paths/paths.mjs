/**
 * The paths lab on one thread, in Node with the code of the page: cheapest paths on 12 x 12, per path of a
 * batch, beside scipy and networkx where python3 has them; sampled paths of one map; training steps.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findPython } from '../lib/peer.mjs';
import { atMost, row } from '../lib/rows.mjs';

const GRIDS = 1000;
const CELLS = 144;
const STEP_MS = 60;

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const measured = (command, args) => JSON.parse(execFileSync(command, args, { encoding: 'utf8' }));

/** Costs from 0.5 to 9.5 that look like chance, the same in every run. */
const cost = (i) => 0.5 + 9 * Math.abs((Math.sin(12.9898 * (i + 1)) * 43758.5453) % 1);

export async function paths() {
  const folder = mkdtempSync(join(tmpdir(), 'noisy-argmax-paths-'));
  try {
    const file = join(folder, 'grids.bin');
    writeFileSync(
      file,
      Float64Array.from({ length: GRIDS * CELLS }, (_, i) => cost(i)),
    );
    const ours = measured(process.execPath, ['--import', 'tsx', here('./ours.ts'), file]);
    const python = findPython('numpy, scipy, networkx');
    const peers = python ? measured(python, [here('./peers.py'), file]) : {};
    const rows = [
      row('paths: cheapest path, 12 x 12', ours.path, 'us'),
      ...Object.entries(peers).flatMap(([name, took]) => [
        row(`paths: cheapest path, ${name}`, took, 'us'),
        row(`paths: cheapest path, ours / ${name}`, ours.path / took, 'x', atMost(1)),
      ]),
      row('paths: cheapest path, 12 x 12, several at once', ours.together, 'us'),
      row('paths: best forward path, 12 x 12', ours.forward, 'us'),
      row('paths: 512 sampled paths of a map', ours.sampled, 'ms'),
      row('paths: step of 70 maps, cells', ours.cells, 'ms', atMost(STEP_MS)),
      row('paths: step of 70 maps, pure', ours.pure, 'ms'),
    ];
    return { rows, notes: python ? [] : ['python3 has no numpy, scipy, networkx: no peers'] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
