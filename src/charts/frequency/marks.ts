import type { Frame } from '../shared/cartesian';
import { within, type Columns } from '../shared/columns';
import { formatFixed } from '../shared/format';
import {
  boxesOverlap,
  keepClear,
  labelBox,
  textWidth,
  type Box,
  type Label,
} from '../shared/labels';
import { clamp, type TypeScale } from '../shared/size';
import type { FrequencyColumn } from './column';
import type { FrequencyData } from './data';

/** How the exact shares are written: beside their lines, or where columns are tight over them. */
export interface ShareText {
  readonly above: boolean;
  /** Pixels that the last one needs beyond its column. */
  readonly overhang: number;
  format(share: number): string;
}

/** A share in percent, to a tenth. */
export const tenths = (share: number) => `${formatFixed(100 * share, 1)}%`;
const whole = (share: number) => `${formatFixed(100 * share, 0)}%`;
const bare = (share: number) => formatFixed(100 * share, 0);
const NARROWER = [tenths, whole, bare];

/** Pixels beyond the end of a bar that its grip takes. */
export const GRIP = 14;
/** The same of the grip of the noise, which has a dot in its middle. */
export const NOISE_GRIP = 17;
/** Pixels between a line and its text. */
const AIR = 5;

export function shareText({ step }: Columns, { text: size }: TypeScale): ShareText {
  const width = (format: (share: number) => string) => textWidth(format(1), size);
  const needed = width(tenths) + 2 * AIR;
  const overhang = Math.max(2, needed - 0.2 * step);
  if (0.4 * step >= needed) return { above: false, overhang, format: tenths };
  const format = NARROWER.find((choice) => width(choice) + 4 <= step) ?? (() => '');
  return { above: true, overhang, format };
}

/**
 * The texts on the marks: scores at the foot of their bars, "wins" at the sums that do, the exact shares.
 * @param taken what is above and below the band of the scores
 */
export function markLabels(
  data: FrequencyData,
  marks: readonly FrequencyColumn[],
  columns: Columns,
  type: TypeScale,
  frame: Frame,
  taken: readonly Box[],
): Label[] {
  const scores = scoreLabels(data, marks, columns, type, taken);
  const texts = [...taken, ...scores.map(labelBox)];
  return [
    ...scores,
    ...winLabels(data, marks, columns, type, texts),
    ...shareLabels(data, marks, columns, type, frame),
  ];
}

/** Values on the other side of zero, with as many decimals as fit the columns. */
function scoreLabels(
  { scores }: FrequencyData,
  marks: readonly FrequencyColumn[],
  columns: Columns,
  { text }: TypeScale,
  taken: readonly Box[],
): readonly Label[] {
  const wide = columns.step >= textWidth('−0.00', text) + 4;
  const size = wide || columns.step >= textWidth('−0.0', text) + 4 ? text : Math.min(text, 10.5);
  const all = marks.map(({ score, scoreEnd, centre }, i): Label => {
    const positive = scores[i] >= 0;
    // clear of the grip at the end of a short bar
    const away = size * 0.55 + Math.max(3, GRIP - score.height);
    const zero = positive ? score.y + score.height : scoreEnd - score.height;
    return {
      x: wide ? score.x + score.width / 2 : centre,
      y: zero + (positive ? 1 : -1) * away,
      text: formatFixed(scores[i], wide ? 2 : 1),
      anchor: 'middle',
      kind: size < text ? 'tight' : 'signal',
      size,
      term: 'signal',
    };
  });
  return keepClear(all, taken, 0);
}

/** "wins" beyond each sum that does, where there is room for it. */
function winLabels(
  { winners, perturbation }: FrequencyData,
  marks: readonly FrequencyColumn[],
  { step }: Columns,
  { text: size, dot }: TypeScale,
  taken: readonly Box[],
): Label[] {
  if (step < textWidth('wins', size) + 4) return [];
  return marks.flatMap(({ sum, noiseHandle }, i) => {
    if (!winners[i]) return [];
    const away = (noiseHandle ? NOISE_GRIP : dot + 1) + size * 0.55 + 3;
    const up = perturbation[i] >= 0 ? -1 : 1;
    const places = [up, -up].map((side): Label => {
      const at = { x: sum.x, y: sum.y + side * away };
      return {
        ...at,
        text: 'wins',
        anchor: 'middle',
        kind: 'winner',
        size,
        term: 'prediction',
        part: 'winner',
      };
    });
    const free = (label: Label) => taken.every((box) => !boxesOverlap(labelBox(label), box, 1));
    return places.find(free) ?? [];
  });
}

/** The exact shares at the ends of their lines. */
function shareLabels(
  { exact }: FrequencyData,
  marks: readonly FrequencyColumn[],
  columns: Columns,
  type: TypeScale,
  { bottom }: Frame,
): Label[] {
  if (!exact) return [];
  const { above, format } = shareText(columns, type);
  const { text: size } = type;
  return marks.flatMap(({ centre, law, share, error, gibbsY }, i) => {
    const text = format(exact[i]);
    const y = law!.y1;
    const top = Math.min(y, error?.y2 ?? share?.y ?? y, gibbsY ?? y);
    const place = above
      ? { x: centre, y: top - type.row * 0.62, anchor: 'middle' as const }
      : {
          x: within(columns, i, 0.8) + AIR,
          y: clamp(y, 0, bottom - size * 0.6),
          anchor: 'start' as const,
        };
    return text ? { ...place, text, kind: 'law', size, term: 'law', part: 'shares' } : [];
  });
}
