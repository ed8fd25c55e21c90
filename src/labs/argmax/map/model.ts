import type { MapDifferenceData } from '../../../charts/map-difference/layout';
import { NAMES, pointCell, type RegimeMapData } from '../../../charts/regime-map/model';
import { isInMap } from '../../../charts/regime-map/view';
import type { MeasuredMap } from '../../../core/maps/difference';
import { QUANTITIES, quantityAt, shownAt } from '../../../core/maps/quantities';
import { TRAINING_STEPS } from '../../../core/maps/training';
import { cellNear, regimeAt, stepsWrongAt } from '../../../core/maps/regimes';
import type { FigureSource, FigureTable } from '../../../ui/figure/types';
import { formatNumber, formatTwoErrors } from '../../../charts/shared/format';
import type { Pin } from '../params';
import { namedPins } from '../pins';
import { apartAs, besideOf, type MapValues } from './params';

/** The ends of the map. */
export const boundsOf = ({ sigmas, epsilons }: Pick<MapValues, 'sigmas' | 'epsilons'>) => ({
  sigmaBounds: [sigmas[0], sigmas[1]] as const,
  epsilonBounds: [epsilons[0], epsilons[1]] as const,
});

/** The map of some settings as it is drawn; it has a heading where there is another beside it. */
const mapData = (values: MapValues, { map, draws, training }: MeasuredMap): RegimeMapData => ({
  ...{ map, draws, training, quantity: values.map, sigma: values.sigma, epsilon: values.epsilon },
  ...boundsOf(values),
  ...(values.beside !== 'none' && { heading: apartAs(values) }),
});

/** All maps that are there, each with its settings: the first is that of the page. */
export function shownMaps(
  values: MapValues,
  maps: readonly (MeasuredMap | null)[],
): readonly RegimeMapData[] {
  const other = besideOf(values);
  const settings = other ? [values, other] : [values];
  return settings.flatMap((own, i) => {
    const map = maps[i] ?? null;
    return map ? [mapData(own, map)] : [];
  });
}

/** The difference of both maps; null where there is but one, or one is not there yet. */
export function differenceData(
  values: MapValues,
  maps: readonly (MeasuredMap | null)[],
): MapDifferenceData | null {
  const other = besideOf(values);
  const [first = null, second = null] = maps;
  if (!other || !first || !second) return null;
  return {
    ...{ first, second, names: [apartAs(values), apartAs(other)] },
    ...{ quantity: values.map, sigma: values.sigma, epsilon: values.epsilon },
    ...boundsOf(values),
  };
}

/** What a map is measured on; nothing for closed forms. */
export function sourceOf(
  maps: readonly (MeasuredMap | null)[],
  recorded: string | null,
): FigureSource | undefined {
  const sampled = maps.find((one) => one?.map.samples);
  if (!sampled) return undefined;
  const { samples, problem } = sampled.map;
  return {
    ...{ backend: 'cpu', adapter: '', samples: samples ?? 0, seed: problem.seed },
    ...(recorded !== null && { recorded }),
  };
}

/** The columns of the table of pins, after that of the names; the last one where trainings are known. */
export const pinColumns = ({ training }: Pick<RegimeMapData, 'training'>): readonly string[] => [
  ...['σ', 'ε', 'regime', 'error', 'bias', 'spread', 'cosine', 'differ', 'slope in σ'],
  ...(training ? ['trained'] : []),
];

/** Whether the map tells something of a place: measured cells tell nothing of what is beyond them. */
const isKnown = (data: RegimeMapData, pin: Pin) => data.map.samples === null || isInMap(data, pin);

/**
 * The numbers of a pin: in closed form those of its very place, else those of the nearest cell, with twice their
 * standard errors once these are known.
 */
export function pinRow(data: RegimeMapData, errors: MeasuredMap['errors'], pin: Pin): string[] {
  if (!isKnown(data, pin)) {
    const outside = pinColumns(data)
      .slice(3)
      .map(() => '');
    return [formatNumber(pin.sigma), formatNumber(pin.epsilon), 'not in this part', ...outside];
  }
  const { map, at } = pointCell({ ...data, ...pin });
  const near = cellNear(data.map.grid, pin.sigma, pin.epsilon);
  const cells = QUANTITIES.filter((quantity) => quantity !== 'slope').map((quantity) => {
    const value = quantityAt(map, at, quantity, data.draws);
    if (Number.isNaN(value)) return 'none';
    return errors
      ? `${formatNumber(value)} ${formatTwoErrors(errors[quantity][near])}`
      : formatNumber(value);
  });
  const wrong = stepsWrongAt(map, at) ? ', wrong way' : '';
  return [
    ...[formatNumber(pin.sigma), formatNumber(pin.epsilon), NAMES[regimeAt(map, at, data.draws)]],
    ...cells,
    `${formatNumber(map.cells.slope[at])}${wrong}`,
    ...trainedAt(data, pin).map((loss) => formatNumber(loss)),
  ];
}

/** All pins as numbers, for every map. */
export function pinTable(values: MapValues, shown: readonly RegimeMapData[]): FigureTable {
  const rows = namedPins(values).flatMap((pin) =>
    shown
      .filter((data) => isKnown(data, pin))
      .map((data) => {
        const { map, at } = pointCell({ ...data, ...pin });
        const numbers = QUANTITIES.map((quantity) => quantityAt(map, at, quantity, data.draws));
        return [
          ...[pin.name, data.heading ?? '', pin.sigma, pin.epsilon],
          NAMES[regimeAt(map, at, data.draws)],
          ...numbers.map((value) => (Number.isNaN(value) ? '' : value)),
          map.cells.slope[at],
          ...trainedAt(data, pin),
        ];
      }),
  );
  const trained = shown.some(({ training }) => training);
  return {
    columns: [
      ...['pin', 'map', 'sigma', 'epsilon', 'regime', ...QUANTITIES.slice(0, 5)],
      ...['relative error of the sigma slope', 'sigma slope, expected'],
      ...(trained ? [`expected loss after ${TRAINING_STEPS} steps`] : []),
    ],
    rows,
  };
}

/** Where a training from the cell of a place ends, if that is known. */
const trainedAt = ({ training, map }: RegimeMapData, { sigma, epsilon }: Pin): number[] =>
  training ? [training.losses[cellNear(map.grid, sigma, epsilon)]] : [];

/** The difference in every cell, with both values. */
export function differenceTable(data: MapDifferenceData | null): FigureTable {
  if (!data) return { columns: [], rows: [] };
  const { first, second, names, quantity } = data;
  const { sigmas, epsilons } = first.map.grid;
  const finite = (value: number) => (Number.isFinite(value) ? value : '');
  return {
    columns: ['sigma', 'epsilon', ...names.map((name) => `${quantity}, ${name}`)],
    rows: Array.from({ length: first.map.cells.bias.length }, (_, at) => [
      ...[sigmas[at % sigmas.length], epsilons[Math.floor(at / sigmas.length)]],
      finite(shownAt(first, at, quantity)),
      finite(shownAt(second, at, quantity)),
    ]),
  };
}
