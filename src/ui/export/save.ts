import { download } from '../download';
import type { FigureTable } from '../figure/types';
import { captureDrawings } from './capture';
import { writeCsv } from './csv';
import { fontRules } from './fonts';
import { insertText, PNG_KEYWORD } from './png-text';
import { composeSvg, FONT_FAMILY, type Measure, type Piece } from './svg';

export interface SaveRequest {
  /** The <figure> on the page. */
  readonly element: HTMLElement;
  readonly name: string;
  readonly title: string;
  /** Settings and source in a line, '' for none. */
  readonly source: string;
  readonly table: FigureTable | undefined;
  /** One line of JSON, '' for none. */
  readonly receipt: string;
  /** Of the numbers in a CSV. */
  readonly decimalComma: boolean;
}

const PNG_SCALE = 2;
/** Milliseconds after each drawing of an image. */
const FONT_PAUSES = [60, 200, 0];

/** Saves a figure as a file. @throws Error if the browser cannot draw it. */
export async function saveFigure(kind: 'svg' | 'png' | 'csv', request: SaveRequest): Promise<void> {
  const file = `noisy-argmax-${request.name}.${kind}`;
  if (kind === 'csv') return download(file, csvOf(request), 'text/csv');
  const svg = await svgOf(request);
  if (kind === 'svg') return download(file, svg.markup, 'image/svg+xml');
  const image = await rasterise(svg);
  download(
    file,
    request.receipt ? insertText(image, PNG_KEYWORD, request.receipt) : image,
    'image/png',
  );
}

function csvOf({ table, title, source, receipt, decimalComma }: SaveRequest): string {
  const comments = source ? [title, source] : [title];
  return writeCsv(table ?? { columns: [], rows: [] }, comments, receipt, decimalComma);
}

async function svgOf({ element, title, source, receipt }: SaveRequest): Promise<Piece> {
  const plot = element.querySelector<HTMLElement>('.figure-plot');
  if (!plot) throw new Error('it has no plot');
  await still(plot);
  const legend = [...element.querySelectorAll<HTMLElement>('.legend-item')].map((item) => ({
    label: item.textContent ?? '',
    mark: captureDrawings(item).markup,
  }));
  const description = element.querySelector('[id$="-description"]')?.textContent ?? '';
  const content = { title, description, plot: captureDrawings(plot), legend, receipt };
  return composeSvg({ ...content, source, fonts: await fontRules() }, textWidth());
}

/** Waits until no mark moves by itself any more: a copy has them where they come to lie. */
async function still(plot: HTMLElement): Promise<void> {
  while (plot.querySelector('[data-moving]')) await new Promise(requestAnimationFrame);
}

function textWidth(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  return (text, size) => {
    if (!context) return text.length * size * 0.6;
    context.font = `600 ${size}px ${FONT_FAMILY}`;
    return context.measureText(text).width;
  };
}

async function rasterise({ markup, width, height }: Piece): Promise<Uint8Array> {
  const url = URL.createObjectURL(new Blob([markup], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * PNG_SCALE;
    canvas.height = height * PNG_SCALE;
    // the fonts inside an image load when it is first drawn, and nothing tells when they have
    for (const pause of FONT_PAUSES) {
      canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (!blob) throw new Error('the browser gave no image');
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(url);
  }
}
