import { boxesOverlap, labelBox, type Label } from './labels';
import type { ChartSize } from './size';

/** Pairs of labels whose boxes overlap, and labels cut by the edge of the chart. */
export function labelFaults(
  labels: readonly Label[],
  { width, height }: { readonly width: number; readonly height: number },
): string[] {
  const faults: string[] = [];
  labels.forEach((label, i) => {
    const box = labelBox(label);
    const cut = box.x < -1 || box.y < -1 || box.x + box.width > width + 1;
    if (cut || box.y + box.height > height + 1) faults.push(`"${label.text}" is cut`);
    for (const other of labels.slice(i + 1)) {
      if (boxesOverlap(box, labelBox(other))) faults.push(`"${label.text}" on "${other.text}"`);
    }
  });
  return faults;
}

const ATTRIBUTE = (tag: string, name: string) =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

/** All the labels that a markup draws, as it places them. */
export function labelsOf(markup: string): Label[] {
  const plain = markup.replace(/<\/?tspan[^>]*>/g, '');
  return [...plain.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].map(([, tag, text]) => ({
    x: Number(ATTRIBUTE(tag, 'x')),
    y: Number(ATTRIBUTE(tag, 'y')),
    size: Number(ATTRIBUTE(tag, 'font-size')),
    anchor: ATTRIBUTE(tag, 'text-anchor') as Label['anchor'],
    kind: ATTRIBUTE(tag, 'class'),
    text: text.replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
  }));
}

/** The sizes that every chart is tested at: low and narrow, a phone, a page, a projector. */
export const SIZES: readonly ChartSize[] = [
  { width: 320, height: 200 },
  { width: 320, height: 300 },
  { width: 900, height: 400 },
  { width: 1200, height: 600, presentation: true },
];

/** The colours of every theme in the text of tokens.css, as [theme, name to #rrggbb]. */
export const themesOf = (sheet: string) =>
  [...sheet.matchAll(/\[data-theme='(\w+)'\] \{([^}]*)\}/g)].map(
    ([, theme, body]) =>
      [
        theme,
        Object.fromEntries([...body.matchAll(/(--[\w-]+): (#\w{6});/g)].map(([, ...pair]) => pair)),
      ] as const,
  );

/** Relative luminance of #rrggbb (WCAG 2.2). */
export function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** A colour painted on a ground, with an opacity of `share`. */
export function mixed(ground: string, colour: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [from, to] = [ground, colour].map((each) => parseInt(each.slice(at, at + 2), 16));
    return Math.round(from + share * (to - from));
  });
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
