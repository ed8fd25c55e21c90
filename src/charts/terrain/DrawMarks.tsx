import { memo } from 'react';
import type { CellPath, TerrainDraws } from './data';
import { cellBox, laneOf, lineOf, samePath, sameSquare, type Square } from './square';

interface DrawMarksProps {
  readonly draws: TerrainDraws;
  readonly square: Square;
  /** Pixels of a thread. */
  readonly width: number;
}

/** How many draws go over a cell, as so much of the noise's colour; the first draws as threads. */
export function DrawMarks({ draws, square, width }: DrawMarksProps) {
  return (
    <g data-part="draws" data-term="noise">
      {Array.from(draws.shares, (share, cell) =>
        share > 0 ? (
          <Heat key={cell} {...{ square, cell }} opacity={Number((HEAT * share).toFixed(2))} />
        ) : null,
      )}
      {draws.threads.map((path, draw) => (
        <Thread key={draw} {...{ square, path, draw, width }} />
      ))}
    </g>
  );
}

/** Opacity of a cell that every draw goes over. */
const HEAT = 0.5;

interface HeatProps {
  readonly square: Square;
  readonly cell: number;
  readonly opacity: number;
}

/* Noise is frozen: while a hand moves sigma, most cells and threads are what they were in the answer before. */

const Heat = memo(
  ({ square, cell, opacity }: HeatProps) => (
    <rect {...cellBox(square, cell)} className="path-heat" fillOpacity={opacity} />
  ),
  (a, b) => a.opacity === b.opacity && a.cell === b.cell && sameSquare(a.square, b.square),
);

interface ThreadProps {
  readonly square: Square;
  readonly path: CellPath;
  readonly draw: number;
  readonly width: number;
}

const Thread = memo(
  ({ square, path, draw, width }: ThreadProps) => (
    <path d={lineOf(square, path, laneOf(draw))} className="path-thread" strokeWidth={width} />
  ),
  (a, b) =>
    a.width === b.width &&
    a.draw === b.draw &&
    sameSquare(a.square, b.square) &&
    samePath(a.path, b.path),
);
