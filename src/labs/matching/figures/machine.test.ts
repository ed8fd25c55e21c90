import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../../state/params';
import { startRun } from '../../../state/runs/run';
import { variantNames } from '../experiment/spec';
import { matchingKind } from '../kind';
import { instanceOf } from '../model';
import { runSpecs } from '../specs';
import { matchingTable } from '../params';
import { machineTitle } from '../../kit/machine';
import { machineData, machineOf } from './machine';
import { stageMatrix } from './matrices';

const values = defaultsOf(matchingTable);
const run = startRun(matchingKind, runSpecs(values)[0]);
const instance = instanceOf(values, run);
const shown = { values, run, instance };

describe('the machine', () => {
  it('holds what the networks and the matchings of the moment say', () => {
    const { parts } = machineData(shown, null);
    const { numbers, places, sorted } = instance.sequence;
    const { miniature } = parts.prediction;
    if (miniature.kind !== 'links') throw new Error('no links');
    numbers.forEach((_, j) => expect(miniature.places[places[j]]).toBe(instance.prediction[j]));
    const right = numbers.filter((x, j) => sorted[instance.prediction[j]] === x).length;
    expect(parts.prediction.rows).toEqual([['right', `${right} of 10`]]);
    const { miniature: score } = parts.score;
    if (score.kind !== 'cells') throw new Error('no cells');
    // the greatest number stands above all others
    const greatest = numbers.indexOf(sorted[9]);
    expect(Array.from(score.values).slice(0, 10)).toEqual(
      Array.from(instance.scores.subarray(10 * greatest, 10 * greatest + 10)),
    );
  });

  it('compares the two matchings from their stage on', () => {
    const differing = (stage: number | null) => {
      const { miniature } = machineData(shown, stage).parts.prediction;
      return miniature.kind === 'links' ? miniature.differs.filter(Boolean).length : NaN;
    };
    expect([differing(2), differing(3), differing(null)]).toEqual([0, 8, 8]);
    expect(machineData(shown, 2).parts.difference.miniature).toEqual({
      kind: 'text',
      text: '8 of 10',
    });
  });

  it('says truly how many networks there are, and whether there is noise', () => {
    for (const method of variantNames) {
      const chosen = { ...values, method };
      const trained = startRun(matchingKind, runSpecs(chosen)[0]);
      const each = { values: chosen, run: trained, instance: instanceOf(chosen, trained) };
      const { perturbed, scores } = each.instance;
      const title = machineTitle(machineOf(each), 'the best matching');
      expect(title.includes('no noise')).toBe(perturbed.every((sum, c) => sum === scores[c]));
      expect(title.includes('two networks')).toBe(method.includes('learned'));
      const { back } = machineData(each, null);
      expect(back.endsWith('instead')).toBe(!method.startsWith('direct'));
    }
  });

  it('has a matrix for every stage of the slow step', () => {
    for (let stage = 0; stage < 6; stage++)
      expect(stageMatrix(shown, stage).panels).toHaveLength(1);
  });
});
