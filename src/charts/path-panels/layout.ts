import { panelColumns } from '../heatmap/layout';
import { fitText, keepClear, type Label } from '../shared/labels';
import { clamp, typeScale, type ChartSize, type Numbers, type TypeScale } from '../shared/size';
import type { CellPath, LandData } from '../terrain/data';
import { centreOf, lineOf, squareIn, type Square } from '../terrain/square';

/** One look at a map. */
export interface PathPanelData {
  readonly id: string;
  readonly title: string;
  /** What is to be seen, in a few words. */
  readonly note: string;
  /**
   * Of every cell: a share from 0 to 1, by how much its cost is to change, or a difference of two shares; null
   * where it is not known yet.
   */
  readonly values: Numbers | null;
  readonly kind: 'share' | 'change' | 'difference';
  /** What can be read of it: name and value. */
  readonly rows: readonly (readonly [string, string])[];
}

export interface PathPanelsData {
  readonly land: LandData;
  readonly path: CellPath;
  /** The path that is wanted, as rings. */
  readonly target: CellPath | null;
  readonly panels: readonly PathPanelData[];
}

/** A number of either sign on a cell: an arrow up or down, or a square; its area says how much. */
export interface SignedMark {
  readonly d: string;
  readonly look: 'dearer' | 'cheaper' | 'above' | 'below';
}

export interface PathPanel {
  readonly id: string;
  readonly square: Square;
  readonly path: string;
  readonly rings: string;
  readonly signed: readonly SignedMark[];
  /** Cells with their share, those above 0. */
  readonly heat: readonly { readonly cell: number; readonly share: number }[];
}

export interface PathPanelsLayout {
  readonly type: TypeScale;
  readonly panels: readonly PathPanel[];
  readonly labels: readonly Label[];
}

/** The same map several times, side by side or in rows. */
export function pathPanelsLayout(data: PathPanelsData, size: ChartSize): PathPanelsLayout {
  const type = typeScale(size);
  const { row, text } = type;
  const [head, foot, gap] = [row, 1.3 * row, text];
  const count = data.panels.length;
  const columns = panelColumns(count, size.width, size.height, head + foot);
  const rows = Math.ceil(count / columns);
  const room = { width: size.width / columns, height: size.height / rows };
  const side = Math.max(40, Math.min(room.width - gap, room.height - head - foot));
  const panels = data.panels.map((panel, p): PathPanel => {
    const x = (p % columns) * room.width + (room.width - side) / 2;
    const y = Math.floor(p / columns) * room.height + head;
    const square = squareIn(x, y, side, data.land.size);
    return { id: panel.id, square, ...marksOf(panel, data, square) };
  });
  const labels = panels.flatMap(({ square: { box } }, p): Label[] => {
    const { title, note } = data.panels[p];
    const line = (y: number, words: string, kind: string): Label => ({
      ...{ x: box.x + side / 2, y, text: fitText(words, text, room.width) },
      ...{ anchor: 'middle', kind, size: text },
    });
    return [line(box.y - row / 2, title, 'name'), line(box.y + side + 0.7 * row, note, 'note')];
  });
  return { type, panels, labels: keepClear(labels, [], 1) };
}

function marksOf(
  { values, kind }: PathPanelData,
  { path, target }: PathPanelsData,
  square: Square,
): Omit<PathPanel, 'id' | 'square'> {
  const cells = Array.from(values ?? []);
  const most = Math.max(...cells.map(Math.abs), 1e-12);
  return {
    path: lineOf(square, path),
    rings: (target ?? []).map((cell) => ring(square, cell)).join(''),
    signed:
      kind === 'share'
        ? []
        : cells.flatMap((value, cell) => mark(square, cell, value / most, kind)),
    heat:
      kind === 'share'
        ? cells.flatMap((share, cell) =>
            share > 0.001 ? [{ cell, share: clamp(share, 0, 1) }] : [],
          )
        : [],
  };
}

const round = (pixel: number) => Math.round(10 * pixel) / 10;

function ring(square: Square, cell: number): string {
  const { x, y } = centreOf(square, cell);
  const r = round(0.32 * square.cell);
  return `M${round(x - r)},${round(y)}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`;
}

/** Numbers below this part of the largest are not drawn. */
const LEAST = 0.02;

/** A triangle that points to where the cost of a cell goes, or a square. */
function mark(
  square: Square,
  cell: number,
  value: number,
  kind: 'change' | 'difference',
): SignedMark[] {
  if (Math.abs(value) < LEAST) return [];
  const { x, y } = centreOf(square, cell);
  const half = 0.42 * square.cell * Math.sqrt(Math.abs(value));
  const [left, right, top, bottom] = [x - half, x + half, y - half, y + half].map(round);
  if (kind === 'difference') {
    const d = `M${left},${top}H${right}V${bottom}H${left}Z`;
    return [{ d, look: value > 0 ? 'above' : 'below' }];
  }
  const [tip, base] = value > 0 ? [top, bottom] : [bottom, top];
  const d = `M${left},${base}L${round(x)},${tip}L${right},${base}Z`;
  return [{ d, look: value > 0 ? 'dearer' : 'cheaper' }];
}
