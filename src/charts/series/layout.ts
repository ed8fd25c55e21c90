import { cartesian, type Cartesian } from '../shared/cartesian';
import { keepClear, labelBox, textWidth } from '../shared/labels';
import { flagAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { clamped } from '../shared/scale';
import { typeScale, type ChartSize, type TypeScale } from '../shared/size';
import { lineTags, type NamedLine, type Tag } from '../shared/tags';
import { stepAxis, valueAxis } from './axes';
import { besides, flagRoom, flagsOf, pastMark, type Flags } from './flags';
import { lineOf, type SeriesLine } from './line';
import type { Series, SeriesData, SeriesFlag } from './model';
import { picturesOn, type SeriesPicture } from './pictures';

export type { Series, SeriesData } from './model';

export interface SeriesLayout extends Cartesian {
  readonly lines: readonly SeriesLine[];
  readonly flags: Flags;
  /** The step that the reader looks back at. */
  readonly past: ReturnType<typeof pastMark> | null;
  /** Names of the lines, at their own ends. */
  readonly names: readonly Tag<NamedLine>[];
  /** Images of what the lines are of, in place of their names. */
  readonly pictures: readonly SeriesPicture[];
  /** The flag of a setting. */
  readonly marker: Marker | null;
  readonly empty: boolean;
}

/** Lines of the runs with their names at their ends; no more than a few points per pixel. */
export function seriesLayout(data: SeriesData, size: ChartSize): SeriesLayout {
  const type = typeScale(size);
  const { series, events = [], past: step = null } = data;
  const plot = cartesian({
    size,
    // room for flags is kept free, so that nothing moves when one is put up
    head: 1.5 * type.row + (data.events || data.flag ? flagRoom(type) : 0),
    right: Math.max(10, nameRoom(data, size, type)),
    x: stepAxis(data),
    y: valueAxis(data),
    xTitle: { text: data.stepLabel, kind: 'axis' },
    yTitle: { text: data.valueLabel, kind: 'axis' },
  });
  const { frame } = plot;
  // what lies beyond an axis is drawn at its end, zero on a log axis on its floor
  const [x, y] = [clamped(plot.x), clamped(plot.y)];
  const lines = series.map((one) => lineOf(one, x, y));
  const room = {
    ...{ x: frame.left, width: size.width - frame.left },
    ...{ y: frame.top - type.text / 2, height: frame.bottom - frame.top + type.text },
  };
  const pictures = picturesOn(
    lines.map((line, i) => ({ line, of: series[i] })),
    pictureSide(type),
    room,
  );
  const boxes = pictures.map(({ box }) => box);
  const named = lines.flatMap(({ id, points }, i) => {
    const { thin = false, concept } = series[i];
    const text = pictures.some((picture) => picture.id === id) ? '' : tagOf(series[i]);
    return text ? [{ text, kind: concept ?? 'series', points, thin }] : [];
  });
  // the second lines of runs choose last
  const order = named.sort((a, b) => Number(a.thin) - Number(b.thin));
  const names = areNamed(series) ? lineTags(order, room, type, boxes) : [];
  const place = { x, frame, width: size.width, type };
  const past = step === null ? null : pastMark(step, place);
  const all = flagsOf(events, place);
  const flags = past ? besides(all, past.label) : all;
  const marker = data.flag ? flagOf(data.flag, place) : null;
  const texts = [...flags.labels, ...(marker ? [marker.label] : [])].map(labelBox);
  const taken = [...names.map(({ label }) => labelBox(label)), ...boxes, ...texts];
  return {
    ...plot,
    labels: keepClear(plot.labels, taken, 3),
    ...{ lines, flags, past, names, pictures, marker },
    empty: series.every(({ steps }) => steps.length === 0),
  };
}

const flagOf = (
  { step, text, of }: SeriesFlag,
  { x, frame, width, type }: Parameters<typeof flagsOf>[1],
): Marker => flagAt(x(step), { text, kind: of === 'noise' ? 'noise' : 'past' }, frame, width, type);

const tagOf = ({ tag, label }: Series) => tag ?? label;
/** As small as a digit can be told from another one. */
const pictureSide = ({ text }: TypeScale) => Math.round(1.4 * text);
/** A line that is alone has the name of the figure, unless it was made elsewhere. */
const areNamed = (series: SeriesData['series']) =>
  series.length > 1 || series.some(({ recorded }) => recorded);

/** Pixels between the plot and the names at its right. */
const NAME_GAP = 12;

/** Room for the names at the ends of the lines, at most a third of the width. */
function nameRoom({ series }: SeriesData, { width }: ChartSize, type: TypeScale): number {
  if (!areNamed(series)) return 0;
  const widest = Math.max(
    ...series.map((one) => (one.picture ? pictureSide(type) : textWidth(tagOf(one), type.text))),
  );
  return Math.min(widest + NAME_GAP, width * 0.36);
}
