import type { Piece } from './svg';

/** What decides how a mark looks; everything else of the page's styles is left behind. */
const PROPERTIES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'color',
  'font-size',
  'font-weight',
  'font-style',
  'font-variant-numeric',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
  'visibility',
  'mix-blend-mode',
  'clip-path',
  'transform',
  'transform-origin',
  'image-rendering',
];

/** Marks with this attribute (handles, hit areas, tooltips) belong to the page alone. */
const SCREEN_ONLY = '[data-export="no"]';

/**
 * The drawings inside an element as SVG that needs no style sheet, in the colours of the light
 * theme whatever theme the page has. The page is unchanged afterwards.
 */
export function captureDrawings(element: HTMLElement): Piece {
  const box = element.getBoundingClientRect();
  const drawings = [
    ...element.querySelectorAll<SVGSVGElement | HTMLCanvasElement>('svg, canvas'),
  ].filter((drawing) => !drawing.parentElement?.closest('svg') && !drawing.closest(SCREEN_ONLY));
  const markup = drawings.map((drawing) => {
    const place = drawing.getBoundingClientRect();
    if (drawing instanceof HTMLCanvasElement) return imageAt(drawing, element, place, box);
    return drawingAt(standalone(drawing, element), place, box);
  });
  return { markup: markup.join(''), width: Math.ceil(box.width), height: Math.ceil(box.height) };
}

function drawingAt(svg: SVGSVGElement, place: DOMRect, box: DOMRect): string {
  const { width, height } = place;
  svg.setAttribute('x', String(place.left - box.left));
  svg.setAttribute('y', String(place.top - box.top));
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.setAttribute('overflow', 'visible');
  return new XMLSerializer().serializeToString(svg);
}

/** Pixels of an exported canvas in a pixel of the page. */
const CANVAS_SCALE = 3;

/**
 * A canvas as an image. It is asked, by a cancelable event that holds another canvas, to draw itself
 * there, finer and in the light theme; one that does not (and so leaves the event uncancelled) is
 * copied as it stands.
 */
function imageAt(canvas: HTMLCanvasElement, element: HTMLElement, place: DOMRect, box: DOMRect) {
  const { width, height } = place;
  const twin = canvas.cloneNode() as HTMLCanvasElement;
  twin.width = Math.max(1, Math.round(width * CANVAS_SCALE));
  twin.height = Math.max(1, Math.round(height * CANVAS_SCALE));
  const host = lightTwin(canvas.parentElement!, element, twin);
  element.parentElement!.append(host);
  const request = new CustomEvent('capturecanvas', { detail: twin, cancelable: true });
  if (canvas.dispatchEvent(request)) {
    twin.getContext('2d')?.drawImage(canvas, 0, 0, twin.width, twin.height);
  }
  host.remove();
  const [x, y] = [place.left - box.left, place.top - box.top];
  return `<image x="${x}" y="${y}" width="${width}" height="${height}" href="${twin.toDataURL()}"/>`;
}

function standalone(svg: SVGSVGElement, element: HTMLElement): SVGSVGElement {
  const clone = svg.cloneNode(true) as SVGSVGElement;
  for (const extra of clone.querySelectorAll(SCREEN_ONLY)) extra.remove();
  adoptReferences(clone, svg.ownerDocument);
  const host = lightTwin(svg.parentElement!, element, clone);
  element.parentElement!.append(host);
  const elements = [clone, ...clone.querySelectorAll<SVGElement>('*')];
  // all styles are read before the first is written: writing one changes what others inherit
  const styles = elements.map((each) => ownStyle(each));
  host.remove();
  elements.forEach((each, i) => strip(each, styles[i]));
  return clone;
}

/** Empty copies of the elements from `from` up to `top` around a child, out of sight, in light. */
function lightTwin(from: HTMLElement, top: HTMLElement, child: Element): HTMLElement {
  const copy = from.cloneNode(false) as HTMLElement;
  copy.removeAttribute('id');
  copy.append(child);
  if (from !== top) return lightTwin(from.parentElement!, top, copy);
  copy.dataset['theme'] = 'light';
  copy.setAttribute('aria-hidden', 'true');
  copy.style.cssText += ';position:absolute;left:-99999px;top:0;opacity:0;pointer-events:none';
  return copy;
}

function ownStyle(element: SVGElement): string {
  const style = getComputedStyle(element);
  if (style.display === 'none' && !element.closest('defs')) return 'display:none';
  return PROPERTIES.map((name) => [name, style.getPropertyValue(name)])
    .filter(([name, value]) => value && !isDefault(name, value))
    .map(([name, value]) => `${name}:${value}`)
    .join(';');
}

/** Values that hold without being said, and are not inherited as something else. */
const defaults: Readonly<Record<string, string>> = {
  opacity: '1',
  'mix-blend-mode': 'normal',
  'clip-path': 'none',
  transform: 'none',
  'font-style': 'normal',
  'paint-order': 'normal',
};

function isDefault(name: string, value: string): boolean {
  return defaults[name] === value || name === 'transform-origin';
}

function strip(element: SVGElement, style: string): void {
  for (const { name } of [...element.attributes]) {
    const ofPage = name.startsWith('data-') || name.startsWith('aria-') || name.startsWith('on');
    if (ofPage || ['class', 'style', 'tabindex', 'role'].includes(name)) {
      element.removeAttribute(name);
    }
  }
  if (style === 'display:none') element.remove();
  else element.setAttribute('style', style);
}

/** Copies what the drawing refers to by id (patterns, gradients) but does not hold itself. */
function adoptReferences(clone: SVGSVGElement, page: Document): void {
  const ids = [...clone.outerHTML.matchAll(/url\((?:&quot;|["'])?#([^)"'&]+)/g)].map((m) => m[1]);
  for (const id of new Set(ids)) {
    if (clone.querySelector(`#${CSS.escape(id)}`)) continue;
    const target = page.getElementById(id);
    if (target) clone.prepend(target.cloneNode(true));
  }
}
