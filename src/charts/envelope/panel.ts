import { within, columnsOf } from '../shared/columns';
import { textWidth, type Box, type Label, type Point } from '../shared/labels';
import { formatFixed } from '../shared/format';
import type { TypeScale } from '../shared/size';
import { derivativeText, type EnvelopeData } from './model';

/** The four corners of the square of derivatives: G, its two first ones, the mixed one. */
export interface Square {
  readonly overEpsilon: string;
  readonly overScore: string;
  /** Where the pointer finds the way that begins with epsilon, and the other. */
  readonly epsilonFirst: Box;
  readonly scoreFirst: Box;
}

/** What stands beside or under the plot: a bar per class, and the square. */
export interface EnvelopePanel {
  readonly bars: readonly Box[];
  readonly barHits: readonly Box[];
  /** 0 and 1 of the bars. */
  readonly base: number;
  readonly full: number;
  readonly span: readonly [number, number];
  readonly square: Square;
  readonly labels: readonly Label[];
}

/** Bars over the square, or beside it. */
export function envelopePanel(
  data: EnvelopeData,
  box: Box,
  type: TypeScale,
  above: boolean,
): EnvelopePanel {
  const { text, row } = type;
  const squareHeight = 4.6 * row;
  const [bars, square] = above
    ? [
        { ...box, height: box.height - squareHeight - row },
        { ...box, y: box.y + box.height - squareHeight, height: squareHeight },
      ]
    : [
        { ...box, width: 0.42 * box.width - text },
        { ...box, x: box.x + 0.42 * box.width, width: 0.58 * box.width },
      ];
  const shares = barsIn(data, bars, type);
  const derivatives = squareIn(data, square, type);
  return {
    ...shares,
    square: derivatives.square,
    labels: [...shares.labels, ...derivatives.labels],
  };
}

function barsIn({ names, shares }: EnvelopeData, box: Box, { text: size, row }: TypeScale) {
  const columns = columnsOf(names.length, { left: box.x, right: box.x + box.width });
  const base = box.y + box.height - row;
  const full = box.y + 2 * row;
  const centre = (i: number) => within(columns, i, 0.5);
  const place = { anchor: 'middle', size } as const;
  const spacious = columns.step >= 2.7 * size;
  const words = ['∂G/∂μ = shares of y*(ε)', 'shares of y*(ε)'];
  const heading = words.find((text) => textWidth(text, size) <= box.width) ?? words[1];
  return {
    bars: shares.map((share, i) => {
      const [x1, x2] = [within(columns, i, 0.22), within(columns, i, 0.78)];
      const height = (base - full) * share;
      return { x: x1, y: base - height, width: x2 - x1, height };
    }),
    barHits: names.map((_, i) => ({
      x: columns.left + i * columns.step,
      y: full - row,
      width: columns.step,
      height: base + row - (full - row),
    })),
    base,
    full,
    span: [columns.left, columns.right] as const,
    labels: [
      { text: heading, x: box.x, y: box.y + row / 2, anchor: 'start', kind: 'axis', size },
      ...names.map((name, i) => ({
        ...place,
        text: name,
        x: centre(i),
        y: base + row / 2,
        kind: 'name',
      })),
      ...shares.flatMap((share, i) =>
        spacious
          ? [
              {
                ...place,
                text: formatFixed(share, 2),
                x: centre(i),
                y: base - (base - full) * share - 0.55 * row,
                kind: 'loss',
                term: 'epsilon',
              },
            ]
          : [],
      ),
    ] as Label[],
  };
}

/** An arrow from beside one text to beside another. */
const arrow = (from: Point, to: Point): string => {
  const across = from.y === to.y;
  const head = across ? 'l-6,-4m6,4l-6,4' : 'l-4,-6m4,6l4,-6';
  return `M${from.x},${from.y}L${to.x},${to.y}${head}`;
};

function squareIn(data: EnvelopeData, box: Box, { text: size, row }: TypeScale) {
  const { names, watched, now, shares, slopeByScore } = data;
  const name = names[watched];
  const share = `${name} ${formatFixed(shares[watched], 2)}`;
  const slope = `slope ${formatFixed(now.slope, 2)}`;
  const mixed = derivativeText(slopeByScore);
  const [leftWidth, rightWidth] = [
    Math.max(textWidth(`${name} −0.000`, size), textWidth('G', size)),
    textWidth('slope −0.000', size),
  ];
  const left = box.x + leftWidth / 2;
  const right = box.x + box.width - rightWidth / 2;
  const [top, bottom] = [box.y + 0.75 * row, box.y + box.height - 0.75 * row];
  const [from, to] = [left + leftWidth / 2 + 4, right - rightWidth / 2 - 4];
  const label = (text: string, x: number, y: number, kind: string, term?: string) =>
    ({ text, x, y, anchor: 'middle', kind, size, term }) satisfies Label;
  const middle = (from + to) / 2;
  const between = (top + bottom) / 2;
  const half = { x: box.x, width: box.width, height: box.height / 2 };
  return {
    square: {
      overEpsilon: `${arrow({ x: from, y: top }, { x: to, y: top })}${arrow({ x: right, y: top + 0.6 * row }, { x: right, y: bottom - 0.6 * row })}`,
      overScore: `${arrow({ x: left, y: top + 0.6 * row }, { x: left, y: bottom - 0.6 * row })}${arrow({ x: from, y: bottom }, { x: to, y: bottom })}`,
      epsilonFirst: { ...half, y: box.y },
      scoreFirst: { ...half, y: box.y + box.height / 2 },
    },
    labels: [
      label('G', left, top, 'axis'),
      label(slope, right, top, 'loss', 'epsilon'),
      label(share, left, bottom, 'loss', 'epsilon'),
      label(mixed, right, bottom, 'axis', 'gradient'),
      label('∂ε', middle, top + 0.6 * row, 'note'),
      label('∂ε', middle, bottom - 0.6 * row, 'note'),
      { ...label(`∂μ(${name})`, left + 6, between, 'note'), anchor: 'start' as const },
      { ...label(`∂μ(${name})`, right - 6, between, 'note'), anchor: 'end' as const },
    ],
  };
}
