/**
 * The regime map of the argmax lab, one thread: by closed form 65 x 66 cells within a frame, for subsets 33 x 34
 * cells by 4,096 common draws; of a training of the matching lab 21 x 22 cells by six steps. And a trained map of that
 * lab, by the command on two processes.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { atMost, row } from '../lib/rows.mjs';

const FRAME_MS = 16;
const DRAWN_MS = 2000;
const TRAINED_S = 60;

/** Seconds of a training to the end in each of 21 x 11 cells, with the start of the processes. */
function trainedMap() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-map-'));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const sweep = [
    '--link',
    '#/matching?d=10',
    '--x',
    'sigma=0.1..10:21',
    '--y',
    'epsilon=-100..-1:11',
  ];
  const how = ['--jobs', '2', '--out', join(folder, 'map.json')];
  const start = performance.now();
  try {
    const args = ['--import', 'tsx', 'scripts/reproduce.ts', 'map', ...sweep, ...how];
    execFileSync(process.execPath, args, { cwd: root, stdio: 'ignore' });
    return (performance.now() - start) / 1000;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
/** Standard errors by which the largest of some 70 measured numbers may be off. */
const MOST_Z = 4.5;

export async function map() {
  const script = fileURLToPath(new URL('./ours.ts', import.meta.url));
  const output = execFileSync(process.execPath, ['--import', 'tsx', script], { encoding: 'utf8' });
  const { closed3, closed12, drawn6, drawn12, snapshot10, distance } = JSON.parse(output);
  const cells = '33 x 34 cells, 4,096 draws';
  return {
    rows: [
      row('map, closed form, 3 classes, 65 x 66 cells', closed3, 'ms', atMost(FRAME_MS)),
      row('map, closed form, 12 classes, 65 x 66 cells', closed12, 'ms', atMost(FRAME_MS)),
      row(`map, 2 of 6, ${cells}`, drawn6, 'ms', atMost(DRAWN_MS)),
      row(`map, 6 of 12, ${cells}`, drawn12, 'ms'),
      row('map, matching snapshot d = 10, 21 x 22 cells, 6 steps each', snapshot10, 'ms'),
      row(
        'map, matching d = 10 trained, 21 x 11 cells, 2 processes',
        trainedMap(),
        's',
        atMost(TRAINED_S),
      ),
      row('map, closed form against 1e7 draws, |z| at most', distance, 's.e.', atMost(MOST_Z)),
    ],
  };
}
