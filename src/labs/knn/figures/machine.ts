import type { MachineData, MachinePart } from '../../../charts/machine/layout';
import { MOST, type Miniature, type PictureItem } from '../../../charts/machine/miniatures';
import type { Picture } from '../../../charts/thumbnails/picture';
import { backOf, ends, scalePart, type Machine } from '../../kit/machine';
import { cleanScores, type QueryPredictions } from '../experiment/query';
import { isRelaxed, methodEntries } from '../experiment/spec';
import { isFactor, type ShownQuery } from '../model';
import { SLOW, swapOf } from '../neighbourhood';

/** Images of a query and of its candidates, and what the query is. */
export interface MachineImages {
  readonly query: Picture;
  readonly candidates: readonly Picture[];
  readonly name: string;
}

/** What of the machine depends on the method. */
export function machineOf({ scale, view: { run } }: ShownQuery): Machine {
  const { method } = run.setup;
  const instead = method === 'direct' ? undefined : (methodEntries[method]?.name ?? method);
  return { scale, learned: isFactor(run), instead };
}

/** The candidates that bars are drawn of, nearest first: those of both predictions, then the nearest. */
function barred(distances: Float64Array, predictions: QueryPredictions): number[] {
  const { prediction, augmented } = predictions;
  const near = (a: number, b: number) => distances[a] - distances[b] || a - b;
  const nearest = [...distances.keys()].sort(near);
  const wanted = new Set([...prediction, ...(augmented ?? []), ...nearest]);
  return [...wanted].slice(0, MOST).sort(near);
}

/** A query on its way through the embedding, the noise and the two predictions. */
export function machineData(
  shown: ShownQuery,
  images: MachineImages,
  stage: number | null,
): MachineData {
  const { view, predictions, scale, right } = shown;
  const { method, network } = view.run.setup;
  const { prediction, augmented, gamma } = predictions;
  const scores = cleanScores(method, view.distances);
  const noise = gamma.map((g) => scale * g);
  const columns = barred(view.distances, predictions);
  const bars = (values: Float64Array, hue: 'signal' | 'noise'): Miniature => ({
    ...{ kind: 'bars', hue, values: columns.map((i) => values[i]) },
    pictures: columns.map((i) => images.candidates[i]),
  });
  const { dropped, taken } = swapOf(predictions);
  // y* alone differs from nothing
  const compared = stage === null || stage >= SLOW.augmented;
  const item = (change: 'down' | 'up', changed: readonly number[]) => (i: number) => ({
    picture: images.candidates[i],
    change: compared && changed.includes(i) ? change : null,
    wrong: right !== null && !right[i],
  });
  const [down, up] = [item('down', dropped), item('up', taken)];
  const machine = machineOf(shown);
  return {
    parts: {
      input: {
        ...{ title: 'x', symbol: 'x', rows: [['query', images.name]] },
        miniature: { kind: 'pictures', items: [{ picture: images.query, change: null }] },
      },
      score: {
        title: `μ = −distance${isRelaxed(method) ? '²' : ''}`,
        symbol: 'μ',
        rows: [['network', network], ['candidates', String(scores.length)], ends(scores)],
        miniature: bars(scores, 'signal'),
      },
      scale: scalePart(machine),
      noise: {
        ...{ title: scale > 0 ? '+ noise' : 'no noise', symbol: 'σγ', rows: [ends(noise)] },
        miniature: bars(noise, 'noise'),
      },
      prediction: chosenPart('y*', prediction, right, [...prediction].map(down)),
      augmented: augmented
        ? chosenPart('y*(ε)', augmented, right, [...augmented].map(up))
        : unknownPart('y*(ε)', 'y*(ε)'),
      difference: augmented
        ? {
            title: 'difference',
            symbol: '≠',
            rows: [['links that differ', String(dropped.length)]],
            miniature: {
              kind: 'pictures',
              text: `${dropped.length} of ${prediction.length}`,
              items: [...dropped.map(down), ...taken.map(up)],
            },
          }
        : unknownPart('difference', '≠'),
    },
    back: backOf(machine),
    stage,
  };
}

/** A prediction as images, and how many of them have the class of the query. */
function chosenPart(
  title: string,
  chosen: Int32Array,
  right: ShownQuery['right'],
  items: readonly PictureItem[],
): MachinePart {
  const told = right
    ? (['right', `${chosen.filter((i) => right[i]).length} of ${chosen.length}`] as const)
    : (['nearest', String(chosen.length)] as const);
  return { title, symbol: title, rows: [told], miniature: { kind: 'pictures', items } };
}

/** Of a query whose class nobody knows there is no loss. */
const unknownPart = (title: string, symbol: string): MachinePart => ({
  ...{ title, symbol, rows: [['class of the query', 'not known']] },
  miniature: { kind: 'text', text: '?' },
});
