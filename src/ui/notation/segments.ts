import type { NotationEntry } from './types';

/** A piece of a text, and the entry whose term it is. */
export interface Segment {
  readonly text: string;
  readonly entry?: string;
}

export type Terms = Pick<NotationEntry, 'id' | 'terms'>;

const escaped = (term: string) => term.replace(/[\\^$.*+?()[\]{}|-]/g, String.raw`\$&`);

/** A word may begin a sentence. */
const either = (term: string) =>
  /^[a-z]/.test(term) && term.length > 1
    ? `[${term[0]}${term[0].toUpperCase()}]${escaped(term.slice(1))}`
    : escaped(term);

/**
 * Cuts texts into pieces: the first term of every entry, and what is between. Of terms that overlap the
 * longest is taken. A term is whole words: no Latin letter, digit or hyphen beside it, so that one sign
 * may follow the other.
 * @returns a function whose pieces add up to the text that it is given
 */
export function termFinder(entries: readonly Terms[]): (text: string) => readonly Segment[] {
  const entryOf = new Map(entries.flatMap(({ id, terms }) => terms.map((term) => [term, id])));
  const longestFirst = [...entryOf.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    `(?<![A-Za-z0-9-])(?:${longestFirst.map(either).join('|')})(?![A-Za-z0-9-])`,
    'g',
  );
  const idOf = (term: string) =>
    entryOf.get(term) ?? entryOf.get(term[0].toLowerCase() + term.slice(1));
  return (text) => {
    const seen = new Set<string>();
    const pieces: Segment[] = [];
    let end = 0;
    for (const { 0: term, index } of text.matchAll(pattern)) {
      const entry = idOf(term);
      if (entry === undefined || seen.has(entry)) continue;
      seen.add(entry);
      if (index > end) pieces.push({ text: text.slice(end, index) });
      pieces.push({ text: term, entry });
      end = index + term.length;
    }
    if (end < text.length) pieces.push({ text: text.slice(end) });
    return pieces;
  };
}
