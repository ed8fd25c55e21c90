import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { KnnAccuracy } from '../../src/labs/knn/experiment/evaluation';
import { encodeNetwork } from '../../src/labs/knn/network-file';
import type { ImageSet } from '../../src/data/images';
import pkg from '../../package.json' with { type: 'json' };
import { writeWhole } from '../reproduce/file';
import type { PretrainCommand } from './arguments';
import { knobs, labSet, roundWeights, setupOf, shareOf, test, train, trainingSet } from './train';

/** Steps between two lines of progress, and weight of the newest step in the mean they show. */
const SHOWN_EVERY = 500;
const NEWEST = 0.02;

const percents = ({ ks, right, images }: KnnAccuracy) =>
  ks.map((k, i) => `k = ${k}: ${((100 * right[i]) / images).toFixed(2)}%`).join(', ');

/** What is trained on, and what the network is tested on. */
export interface PretrainSets {
  readonly set: ImageSet;
  readonly lab: ImageSet;
}

export const pretrainSets = (): PretrainSets => ({ set: trainingSet(), lab: labSet() });

/** Trains, tests with the weights as they are and rounded, and writes the better network. */
export async function pretrain(
  { steps, seed, out }: PretrainCommand,
  { set, lab }: PretrainSets,
  say: (line: string) => void,
): Promise<void> {
  const setup = setupOf(set, seed);
  const start = performance.now();
  let mean = 0;
  const trained = await train(setup, set, steps, (step, right) => {
    mean += Math.max(NEWEST, 1 / step) * (right - mean);
    if (step % SHOWN_EVERY !== 0 && step !== steps) return;
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    say(`step ${step} of ${steps}, ${(100 * mean).toFixed(1)}% right neighbours, ${seconds} s`);
  });
  const rounded = roundWeights(trained);
  const [raw, exact, short] = [
    await test(setup, lab, null),
    await test(setup, lab, trained),
    await test(setup, lab, rounded),
  ];
  // shorter weights make a smaller download, but never a worse network
  const same = shareOf(short, knobs.k) >= shareOf(exact, knobs.k);
  const accuracy = same ? short : exact;
  say(`${lab.test.count} test images of the lab among its ${lab.train.count} training images:`);
  say(`raw pixels        ${percents(raw)}`);
  say(`network           ${percents(exact)}`);
  say(`weights of 8 bits ${percents(short)}${same ? ', saved' : ', not saved'}`);
  mkdirSync(dirname(out), { recursive: true });
  writeWhole(
    out,
    encodeNetwork({
      version: pkg.version,
      made: `npm run pretrain -- --steps ${steps} --seed ${seed}`,
      name: 'Drawn digits, compact',
      setup,
      k: knobs.k,
      step: steps,
      accuracy: shareOf(accuracy, knobs.k),
      params: same ? rounded : trained,
    }),
  );
  say(`${out} is written.`);
}
