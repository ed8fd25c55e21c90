import type { MachineData } from '../../../charts/machine/layout';
import type { Miniature } from '../../../charts/machine/miniatures';
import { shareRight } from '../../../core/losses/sorting';
import { backOf, ends, scalePart, type Machine } from '../../kit/machine';
import type { ShownInstance } from '../context';
import { methodEntries } from '../experiment/spec';
import { byValue, reordered } from './matrices';

/** What of the machine depends on the method. */
export const machineOf = ({ instance, run }: ShownInstance): Machine => ({
  scale: instance.scale,
  learned: run.knobs.scale === 'learned',
  instead: run.setup.method === 'direct' ? undefined : methodEntries[run.setup.method].name,
});

/** The shown sequence on its way through both networks, the noise and the two matchings. */
export function machineData(shown: ShownInstance, stage: number | null): MachineData {
  const { instance } = shown;
  const machine = machineOf(shown);
  const { sequence, scores, noise, prediction, augmentedPrediction } = instance;
  const d = sequence.numbers.length;
  const ascending = byValue(sequence);
  const rows = (matrix: Float64Array) => reordered(matrix, ascending.toReversed());
  const cells = (values: Float64Array, hue: 'signal' | 'noise', columns = d): Miniature => {
    return { kind: 'cells', values, columns, hue };
  };
  // y* alone differs from nothing
  const compared = stage === null || stage >= 3;
  const differs = ascending.map((j) => compared && prediction[j] !== augmentedPrediction[j]);
  const links = (places: Int32Array, look: 'prediction' | 'augmented'): Miniature => {
    return { kind: 'links', places: ascending.map((j) => places[j]), differs, look };
  };
  const right = (places: Int32Array) => `${Math.round(d * shareRight(sequence, places))} of ${d}`;
  const changed = prediction.filter((place, j) => place !== augmentedPrediction[j]).length;
  return {
    parts: {
      input: {
        title: 'x',
        symbol: 'x',
        rows: [['numbers', String(d)]],
        miniature: cells(sequence.sorted.slice().reverse(), 'signal', 1),
      },
      score: {
        title: 'network μ',
        symbol: 'μ',
        rows: [ends(scores)],
        miniature: cells(rows(scores), 'signal'),
      },
      scale: scalePart(machine),
      noise: {
        title: '+ noise',
        symbol: 'σγ',
        rows: [ends(noise)],
        miniature: cells(rows(noise), 'noise'),
      },
      prediction: {
        title: 'y*',
        symbol: 'y*',
        rows: [['right', right(prediction)]],
        miniature: links(prediction, 'prediction'),
      },
      augmented: {
        title: 'y*(ε)',
        symbol: 'y*(ε)',
        rows: [['right', right(augmentedPrediction)]],
        miniature: links(augmentedPrediction, 'augmented'),
      },
      difference: {
        title: 'difference',
        symbol: '≠',
        rows: [['links that differ', String(changed)]],
        miniature: { kind: 'text', text: `${changed} of ${d}` },
      },
    },
    back: backOf(machine),
    stage,
  };
}
