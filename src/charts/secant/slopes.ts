import { formatTwoErrors } from '../shared/format';
import { glyphWidth } from '../shared/key';
import type { Box, Label, Line } from '../shared/labels';
import type { ChartSize, TypeScale } from '../shared/size';
import { epsilonText, slopeText, type SecantData } from './model';

/** A row of the table: the mark that has this slope, its name and the number. */
export interface SlopeRow {
  readonly id: 'step' | 'exact' | 'mean' | 'other' | 'measured';
  readonly name: string;
  readonly value: string;
  readonly glyph: Line;
  readonly box: Box;
}

export interface SlopeTable {
  readonly rows: readonly SlopeRow[];
  readonly labels: readonly Label[];
  readonly height: number;
}

type Words = Pick<SlopeRow, 'id' | 'name' | 'value'>;

/** The slope without noise: 0, but for the score of the step itself. */
export const stepSlope = ({ step, score }: SecantData) =>
  score === step.at && step.below !== step.above ? 'none' : '0';

function slopeWords(data: SecantData): Words[] {
  const { exact, epsilon, slope, otherSlope, estimate } = data;
  const error = estimate?.standardError ? ` ${formatTwoErrors(estimate.standardError)}` : '';
  return [
    { id: 'step', name: 'σ = 0', value: stepSlope(data) },
    { id: 'exact', name: 'exact', value: slopeText(exact) },
    { id: 'mean', name: `ε = ${epsilonText(epsilon)}`, value: slopeText(slope) },
    { id: 'other', name: `ε = ${epsilonText(-epsilon)}`, value: slopeText(otherSlope) },
    {
      id: 'measured',
      name: 'measured',
      value: estimate ? `${slopeText(estimate.value)}${error}` : '…',
    },
  ];
}

const KINDS: Record<SlopeRow['id'], string> = {
  step: 'note',
  exact: 'truth',
  mean: 'loss',
  other: 'loss',
  measured: 'prediction',
};

/** What a row is of what a lecture leaves out. */
export const partOfRow = (id: SlopeRow['id']) => (id === 'other' ? 'slopes other' : 'slopes');

/** Width in heights of text under which not all slopes fit. */
const CRAMPED = 22;

const essential = (words: readonly Words[]) =>
  words
    .filter(({ id }) => id === 'exact' || id === 'mean' || id === 'measured')
    .map((row) => ({ ...row, value: row.value.split(' ±')[0] }));

/**
 * The slopes by name: a column at the right of the given width, or without one two in a row at the bottom.
 */
export function slopeTable(
  data: SecantData,
  { width, height }: ChartSize,
  type: TypeScale,
  column: number | null,
): SlopeTable {
  const { text, row } = type;
  // on a phone that presents there is room for three numbers, one in a row
  const cramped = width < CRAMPED * text;
  const words = cramped ? essential(slopeWords(data)) : slopeWords(data);
  const perRow = column === null && !cramped ? 2 : 1;
  const step = column === null ? row : Math.round(1.35 * row);
  const lines = Math.ceil(words.length / perRow);
  const top = column === null ? height - lines * row : 2 * row + 2 + step;
  const cell = (i: number): Box => {
    if (column !== null) {
      return { x: width - column, y: top + i * step, width: column, height: step };
    }
    const y = top + Math.floor(i / perRow) * row;
    if (perRow === 1 || i === words.length - 1) return { x: 0, y, width, height: row };
    const half = (width - text) / 2;
    return { x: i % 2 ? half + text : 0, y, width: half, height: row };
  };
  const rows = words.map((row, i) => rowIn(row, cell(i), type));
  const heading = { text: 'slopes', part: 'slopes', anchor: 'start', kind: 'axis' } as const;
  return {
    rows,
    labels: [
      ...(column === null
        ? []
        : [{ ...heading, size: text, x: width - column, y: top - step / 2 }]),
      ...rows.flatMap((row) => labelsIn(row, type)),
    ],
    height: column === null ? lines * row : 0,
  };
}

function rowIn(words: Words, box: Box, type: TypeScale): SlopeRow {
  const y = box.y + box.height / 2;
  return { ...words, box, glyph: { x1: box.x, x2: box.x + glyphWidth(type), y1: y, y2: y } };
}

function labelsIn({ id, name, value, box, glyph }: SlopeRow, { text: size }: TypeScale): Label[] {
  const place = { y: glyph.y1, kind: KINDS[id], size, part: partOfRow(id) };
  return [
    { ...place, x: glyph.x2 + 5, text: name, anchor: 'start' },
    { ...place, x: box.x + box.width, text: value, anchor: 'end' },
  ];
}
