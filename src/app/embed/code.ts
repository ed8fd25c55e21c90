import { sealed } from '../../state/link-check';
import { formatHash, parseHash } from '../../state/route';

/** Something of the page that is to stand in another one. */
export interface Framed {
  /** The state that it shows, from '#' on. */
  readonly hash: string;
  readonly title: string;
}

/** The size that a presented figure with its controls is made for, in CSS pixels. */
const SIZE = { width: 720, height: 460 } as const;

/**
 * An iframe: see docs/embed.md.
 * @param base address of the folder that the page lies in, ending in a slash
 */
export function iframeCode(base: string, { hash, title }: Framed): string {
  const { width, height } = SIZE;
  const src = escaped(`${base}?embed=1${hash}`);
  return `<iframe src="${src}" width="${width}" height="${height}" loading="lazy" title="${escaped(title)}"></iframe>`;
}

/** The same state as a link, where a text can hold no frame. */
export const markdownLink = (base: string, { hash, title }: Framed): string =>
  `[${title.replace(/[\\[\]]/g, '\\$&')}](<${base}${sealed(hash)}>)`;

/** A hash with one figure of its lab on the whole page; a lesson stays as it is. */
export const hashOfFigure = (hash: string, present: string): string =>
  formatHash({ ...parseHash(hash), present, scene: null });

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => entities[sign]);
