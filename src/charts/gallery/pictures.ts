import { renderToStaticMarkup } from 'react-dom/server';
import { DRAWINGS, type GalleryCase } from './cases';

const MARGIN = 16;

/** Name of the file of a case's picture. */
export const fileOf = ({ chart, title }: GalleryCase) =>
  `${chart}-${title.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}.svg`;

/**
 * A case as an SVG that stands alone, a few elements a line: the markup of the chart's own component with
 * the rules of the style sheets that apply to it, in light and dark as the viewer prefers. Canvases are
 * missing (points, cells, images): those are to be seen on the page of the gallery.
 * @param sheets the text of charts.css and of tokens.css
 */
export function pictureOf(shown: GalleryCase, sheets: { charts: string; tokens: string }): string {
  let x = MARGIN;
  const drawings = DRAWINGS.map((size, i) => {
    const markup = renderToStaticMarkup(shown.element(size), { identifierPrefix: `${i}` });
    const placed = `<g class="${classOf(markup)}" transform="translate(${x} ${MARGIN})">`;
    x += size.width + 2 * MARGIN;
    return `${placed}${numbered(drawingOf(markup), `id-${i}-`)}</g>`;
  });
  const [width, height] = [x - MARGIN, DRAWINGS[0].height + 2 * MARGIN];
  const inner = drawings.join('');
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Inter, system-ui, sans-serif">`,
    `<title>${shown.chart}: ${shown.title}</title>`,
    `<style>\n${styleOf(inner, sheets)}\n</style>`,
    '<rect width="100%" height="100%" fill="var(--card)" />',
    `${inner}</svg>`,
  ];
  return `${parts.join('\n').replace(/><(?!(line|circle|rect|\/g)\b)/g, '>\n<')}\n`;
}

const classOf = (markup: string) => /class="([^"]*)"/.exec(markup)![1];

/** The SVG of a chart without the areas that answer the pointer, in tenths of pixels. */
function drawingOf(markup: string): string {
  const svg = /<svg.*<\/svg>/s.exec(markup)![0];
  return svg
    .replace(/<g class="hits".*?<\/g>/s, '')
    .replace(/<desc id="[^"]*"/, '<desc')
    .replace(/<rect class="(mark|handle)-hit"[^>]*><\/rect>/g, '')
    .replace(/ (aria-[a-z]+|data-part|role|tabindex|xmlns)="[^"]*"/g, '')
    .replace(/ (x|y|[xy][12]|c[xy]|r[xy]?|d|width|height|stroke-width)="[^"]*"/g, tenths)
    .replace(/<(\w+)([^>]*)><\/\1>/g, '<$1$2/>');
}

/** The ids numbered: those of React depend on the components around. */
function numbered(markup: string, prefix: string): string {
  const ids = [...markup.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  return ids.reduce((text, id, n) => text.replaceAll(id, `${prefix}${n}`), markup);
}

const tenths = (attribute: string) =>
  attribute.replace(/-?\d+\.\d+(e-\d+)?/g, (number) =>
    String(Math.round(Number(number) * 10) / 10 + 0),
  );

/** The rules of flat style sheets that apply to the classes of a drawing, and the colours in them. */
function styleOf(markup: string, { charts, tokens }: { charts: string; tokens: string }): string {
  const flat = charts
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/@media[^{]*\{([^{}]*\{[^{}]*\})*\s*\}/g, '');
  const classes = new Set(
    [...markup.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => names.split(' ')),
  );
  const applies = (selector: string) =>
    !/[:[]/.test(selector.replace(/^\[class\*='label-series'\]$/, '.label-series-1')) &&
    [...selector.matchAll(/\.([\w-]+)/g)].every(([, name]) => classes.has(name));
  const rules = [...flat.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selectors, body]) => {
    const kept = selectors.split(',').filter((selector) => applies(selector.trim()));
    return kept.length ? [`${oneLine(kept.join(','))} { ${oneLine(body)} }`] : [];
  });
  const used = new Set(
    ['var(--card)', ...rules, markup].flatMap((text) => text.match(/--[\w-]+/g) ?? []),
  );
  const [light, dark] = [...tokens.matchAll(/\[data-theme='\w+'\] \{([^}]*)\}/g)].map(([, body]) =>
    body
      .split(';')
      .filter((line) => used.has(line.split(':')[0].trim()))
      .map((line) => `${oneLine(line)};`)
      .join(' '),
  );
  return [
    `svg { ${light} }`,
    `@media (prefers-color-scheme: dark) { svg { ${dark} } }`,
    ...rules,
  ].join('\n');
}

const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ');
