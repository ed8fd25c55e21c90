import { fitText, textWidth, type Label, type Point } from './labels';
import type { TypeScale } from './size';

/** What a key entry shows before its words: the mark itself, with its second cue. */
export type Glyph =
  | 'signal'
  | 'noise'
  | 'loss'
  | 'truth'
  | 'prediction'
  | 'share'
  | 'winner'
  | 'augmented'
  | 'outline'
  | 'law'
  | 'diamond'
  | 'ring-tick'
  | 'square'
  | 'printed'
  | 'link-right'
  | 'link-wrong'
  | 'link-down'
  | 'link-up'
  | 'link-faint'
  | 'dots'
  | 'wrong'
  | 'map-trail'
  | 'series-1'
  | 'series-2'
  | 'series-3'
  /** A line of a category, see categoryStyle. */
  | { readonly category: number };

/** A word of the key; without a glyph it is a heading. */
export interface KeyItem {
  readonly text: string;
  readonly glyph?: Glyph | undefined;
  readonly term?: string | undefined;
  readonly part?: string | undefined;
}

export interface KeyEntry {
  readonly glyph: Glyph;
  readonly at: Point;
  readonly term?: string | undefined;
  readonly part?: string | undefined;
}

export interface KeyLayout {
  readonly entries: readonly KeyEntry[];
  readonly labels: readonly Label[];
  readonly height: number;
}

/** Width in pixels of a glyph; one of a category is as long as shows its dashes. */
export const glyphWidth = (type: TypeScale, glyph?: Glyph) =>
  Math.round(typeof glyph === 'object' ? Math.max(40, type.text * 1.6) : type.text * 1.3);

/** Flows headings and entries in lines from the corner (x, y), as wide as `width`. */
export function keyLayout(
  items: readonly KeyItem[],
  corner: Point,
  width: number,
  type: TypeScale,
): KeyLayout {
  const entries: KeyEntry[] = [];
  const labels: Label[] = [];
  let [x, y] = [corner.x, corner.y + type.row / 2];
  for (const { text: words, glyph, ...rest } of items) {
    const lead = glyph ? glyphWidth(type, glyph) + 5 : 0;
    const text = fitText(words, type.text, width - lead);
    const needed = lead + textWidth(text, type.text);
    if (x > corner.x && x + needed > corner.x + width) [x, y] = [corner.x, y + type.row];
    if (glyph) entries.push({ glyph, at: { x: x + glyphWidth(type, glyph) / 2, y }, ...rest });
    const kind = glyph ? 'key' : 'axis';
    labels.push({ x: x + lead, y, text, anchor: 'start', kind, size: type.text, ...rest });
    x += needed + type.text;
  }
  return { entries, labels, height: items.length ? y + type.row / 2 - corner.y : 0 };
}
