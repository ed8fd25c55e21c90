import type { MachineData, Miniature } from '../../../charts/machine/layout';
import { formatNumber } from '../../../charts/shared/format';
import { shareRight } from '../../../core/losses/sorting';
import type { ShownInstance } from '../context';
import { byValue, reordered } from './matrices';

const short = (value: number) => formatNumber(value, 2);

/** The ends of some numbers, as they are read. */
function ends(values: Float64Array): readonly [string, string] {
  const [least, most] = [
    values.reduce((a, b) => Math.min(a, b)),
    values.reduce((a, b) => Math.max(a, b)),
  ];
  return ['from … to', `${short(least)} … ${short(most)}`];
}

/** The shown sequence on its way through both networks, the noise and the two matchings. */
export function machineData(shown: ShownInstance, stage: number | null): MachineData {
  const { instance, run } = shown;
  const { sequence, scores, noise, scale, prediction, augmentedPrediction } = instance;
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
      scale: {
        title: 'network σ',
        symbol: 'σ',
        rows: [['noise scale', short(scale)]],
        miniature: { kind: 'text', text: short(scale) },
      },
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
    back: run.knobs.scale === 'learned' ? 'back into both networks' : 'back into network μ',
    stage,
  };
}
