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
  return [...markup.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].map(([, tag, text]) => ({
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
