/** A part of a figure that is already drawn, as the text of SVG elements. */
export interface Piece {
  readonly markup: string;
  readonly width: number;
  readonly height: number;
}

export interface SvgContent {
  readonly title: string;
  readonly description: string;
  readonly plot: Piece;
  readonly legend: readonly { readonly label: string; readonly mark: string }[];
  readonly source: string;
  readonly receipt: string;
  /** The text of @font-face rules, '' to use what the viewer has. */
  readonly fonts: string;
}

/** Width of a text in pixels. */
export type Measure = (text: string, fontSize: number) => number;

/** The element of the receipt in SVG files. */
export const METADATA_ID = 'noisy-argmax-receipt';
export const FONT_FAMILY = "'Inter Variable', Inter, system-ui, sans-serif";

const MARGIN = 20;
const TITLE = 18;
const SMALL = 13;
const LINE = 1.35;
const INK = '#1B1D22';
const MUTED = '#5C6370';

export function escapeXml(text: string): string {
  return (
    text
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      // control characters are not allowed in XML, not even escaped
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, '')
  );
}

/** A document that stands alone: title, plot, legend and source on white, with the receipt inside. */
export function composeSvg(content: SvgContent, measure: Measure): Piece {
  const { plot } = content;
  const width = plot.width + 2 * MARGIN;
  const parts: string[] = [];
  let y = MARGIN;
  const line = (x: number, text: string, size: number, fill: string, weight: number) => {
    const style = `font-size="${size}" fill="${fill}" font-weight="${weight}"`;
    parts.push(`<text x="${x}" y="${y + size}" ${style}>${escapeXml(text)}</text>`);
  };
  for (const text of wrap(content.title, TITLE, plot.width, measure)) {
    line(MARGIN, text, TITLE, INK, 600);
    y += TITLE * LINE;
  }
  y += 8;
  parts.push(`<g transform="translate(${MARGIN} ${y})">${plot.markup}</g>`);
  y += plot.height + 12;
  for (const row of flow(content.legend, plot.width, measure)) {
    for (const { x, label, mark } of row) {
      parts.push(`<g transform="translate(${MARGIN + x} ${y})">${mark}</g>`);
      line(MARGIN + x + LEGEND_TEXT, label, SMALL, INK, 400);
    }
    y += SMALL * LINE + 4;
  }
  for (const text of content.source ? wrap(content.source, SMALL, plot.width, measure) : []) {
    line(MARGIN, text, SMALL, MUTED, 400);
    y += SMALL * LINE;
  }
  y += MARGIN;
  const height = Math.ceil(y);
  return { markup: documentOf(content, parts, width, height), width, height };
}

function documentOf(content: SvgContent, parts: string[], width: number, height: number): string {
  const receipt = content.receipt
    ? `<metadata id="${METADATA_ID}">${escapeXml(content.receipt)}</metadata>`
    : '';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT_FAMILY}" role="img">`,
    `<title>${escapeXml(content.title)}</title>`,
    `<desc>${escapeXml(content.description)}</desc>`,
    receipt,
    content.fonts && `<style>${content.fonts}</style>`,
    `<rect width="${width}" height="${height}" fill="#FFFFFF"/>`,
    ...parts,
    '</svg>',
  ]
    .filter(Boolean)
    .join('\n');
}

/** Breaks a text into lines of at most `width`; a longer word has a line of its own. */
export function wrap(text: string, size: number, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && measure(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

const LEGEND_TEXT = 22;
const LEGEND_GAP = 18;

interface Placed {
  readonly x: number;
  readonly label: string;
  readonly mark: string;
}

/** Sets the legend in rows of at most `width`. */
function flow(legend: SvgContent['legend'], width: number, measure: Measure): Placed[][] {
  const rows: Placed[][] = [];
  let x = Infinity;
  for (const { label, mark } of legend) {
    const size = LEGEND_TEXT + measure(label, SMALL);
    if (x + size > width) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)!.push({ x, label, mark });
    x += size + LEGEND_GAP;
  }
  return rows;
}
