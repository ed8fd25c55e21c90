import { cutsOf, stacked, type CutLayout, type CutStep } from '../regime-map/cuts';
import { colouringOf, regimeMapView, type RegimeMapGround } from '../regime-map/model';
import { formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { fitText, type Box, type Label } from '../shared/labels';
import { typeScale, type ChartSize } from '../shared/size';

export interface MapCutsData {
  /** One map, or two: their cuts are drawn over each other. */
  readonly grounds: readonly [RegimeMapGround] | readonly [RegimeMapGround, RegimeMapGround];
  readonly sigma: number;
  readonly epsilon: number;
}

export interface MapCutsLayout {
  /** Both cuts of the first map, with their axes. */
  readonly cuts: readonly CutLayout[];
  /** Curves of the second map, in the same order; none where there is none. */
  readonly beside: readonly string[];
  readonly labels: readonly Label[];
  /** Every step of both cuts, with the values of both maps. */
  readonly marks: readonly InspectMark[];
}

/** From this width on both cuts stand side by side. */
const SIDE_BY_SIDE = 560;
const GAP = 24;

export function mapCutsLayout(
  { grounds, sigma, epsilon }: MapCutsData,
  size: ChartSize,
): MapCutsLayout {
  const { text, row } = typeScale(size);
  const [first, second] = grounds;
  const head = second ? row : 0;
  const rooms = roomsIn({ x: 0, y: head, width: size.width, height: size.height - head });
  const cuts = cutsOf(regimeMapView(first), { sigma, epsilon }, rooms, size);
  const words = second ? `solid: ${first.heading ?? ''}; dashed: ${second.heading ?? ''}` : '';
  const label: Label = {
    ...{ x: 0, y: row / 2, text: fitText(words, text, size.width), anchor: 'start' },
    ...{ kind: 'axis', size: text, term: 'gradient' },
  };
  const beside = second ? cutsOf(regimeMapView(second), { sigma, epsilon }, rooms, size) : [];
  const sign = Math.sign(epsilon);
  return {
    cuts,
    beside: beside.map(({ curve }) => curve),
    labels: second ? [label] : [],
    marks: cuts.flatMap((cut, i) => marksOf(cut, beside[i]?.steps ?? [], grounds, sign)),
  };
}

const SIGNS = { sigma: 'σ', epsilon: 'ε' } as const;

function marksOf(
  { along, steps, box }: CutLayout,
  beside: readonly CutStep[],
  grounds: MapCutsData['grounds'],
  sign: number,
): InspectMark[] {
  const width = box.width / (steps.length - 1);
  return steps.map(({ at, value, x }, i) => ({
    id: `${along} ${i}`,
    title: `${SIGNS[along]} = ${formatNumber(along === 'epsilon' ? sign * at : at)}`,
    rows: [value, ...beside.slice(i, i + 1).map((step) => step.value)].map((each, m) => [
      grounds[m]?.heading ?? colouringOf(grounds[0]).title,
      formatNumber(each),
    ]),
    at: { x, y: box.y + box.height / 4 },
    box: { x: x - width / 2, y: box.y, width, height: box.height },
  }));
}

function roomsIn({ x, y, width, height }: Box): readonly [Box, Box] {
  if (width >= SIDE_BY_SIDE) {
    const half = (width - GAP) / 2;
    return [
      { x, y, width: half, height },
      { x: x + half + GAP, y, width: half, height },
    ];
  }
  return stacked({ x, y, width, height });
}
