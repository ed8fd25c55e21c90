/**
 * Training in the matching lab: milliseconds per step in the page (10 sequences, 5 noise samples,
 * direct loss, learned sigma), the frames of the page meanwhile, and single assignments beside scipy.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { launchBrowser, openPage } from '../lib/browser.mjs';
import { findPython } from '../lib/peer.mjs';
import { atMost, row } from '../lib/rows.mjs';
import { serveApp } from '../lib/site.mjs';
import { median, quantile } from '../lib/statistics.mjs';
import { runButton, watchTraining } from '../lib/training.mjs';

/** Most milliseconds per step, by d. */
const GOALS = { 10: 2, 40: 15, 100: 110 };
const WARM_UP_MS = 4000;
const MEASURED_MS = 15_000;
const FRAME_MS = 50;

/** Runs a training and reads how long its steps took. */
async function train(page, url, d) {
  await page.goto(`${url}#/matching?d=${d}&stop=0&maxSteps=20000&networks=own&seed=${d}`);
  await page.locator(runButton).click();
  await page.waitForTimeout(WARM_UP_MS);
  return watchTraining(page, MEASURED_MS);
}

function rowsOf(d, { took, wall, gaps, longest }) {
  const of = (what, value, unit, goal) => row(`training, d = ${d}: ${what}`, value, unit, goal);
  return [
    of('step, median', median(took), 'ms', atMost(GOALS[d])),
    of('step, drawing included', wall, 'ms'),
    of('between frames, p95', quantile(gaps, 0.95), 'ms', atMost(FRAME_MS)),
    of('longest task (0: none over 50 ms)', longest, 'ms'),
  ];
}

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** A number in 0 .. 1 that looks like chance, the same in every run. */
const chance = (i) => Math.abs((Math.sin(12.9898 * (i + 1)) * 43758.5453) % 1);

/** Ours and, where python3 has it, scipy on the same random matrices. */
function assignments() {
  const folder = mkdtempSync(join(tmpdir(), 'noisy-argmax-assignments-'));
  try {
    for (const d of [10, 40, 100]) {
      const count = Math.ceil(40_000 / (d * d)) + 20;
      const values = Float64Array.from({ length: count * d * d }, (_, i) => chance(i));
      writeFileSync(join(folder, `random-${d}.bin`), values);
    }
    const tsx = ['--import', 'tsx', here('./assignment.ts'), folder];
    const ours = JSON.parse(execFileSync(process.execPath, tsx, { encoding: 'utf8' }));
    const python = findPython('scipy');
    const scipy = python
      ? JSON.parse(
          execFileSync(python, [here('./scipy_assignment.py'), folder], { encoding: 'utf8' }),
        )
      : null;
    return { ours, scipy };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function assignmentRows({ ours, scipy }) {
  return Object.entries(ours).flatMap(([d, { random, training, warm }]) => {
    const of = (what, value, unit, goal) => row(`assignment, d = ${d}: ${what}`, value, unit, goal);
    const goal = d === '100' ? atMost(1) : undefined;
    return [
      of('random matrix', random, 'ms'),
      of('matrix of training, from scratch', training, 'ms'),
      of('matrix of training, from the last prices', warm, 'ms'),
      ...(scipy ? [of('random matrix, ours / scipy', random / scipy[d], 'x', goal)] : []),
    ];
  });
}

export async function matching() {
  const rows = assignmentRows(assignments());
  const site = await serveApp();
  let browser;
  try {
    browser = await launchBrowser();
    for (const d of Object.keys(GOALS)) {
      const { page, check, close } = await openPage(browser);
      rows.push(...rowsOf(d, await train(page, site.url, d)));
      check();
      await close();
    }
    return { rows };
  } finally {
    await browser?.close();
    await site.close();
  }
}
