import type { Notation, NotationEntry, NotationSource, OtherName } from './types';

/** What an entry is called where it is alone. */
export const titleOf = ({ name, sign }: Pick<NotationEntry, 'name' | 'sign'>) =>
  sign ? `${name} ${sign}` : name;

/** A name of an entry and who uses it, which looks like another entry's sign or does not. */
export interface Elsewhere {
  readonly name: string;
  readonly sources: readonly string[];
  readonly note?: string;
  readonly not?: string;
}

const nameIn = ({ names }: NotationSource, id: string): OtherName | null => {
  const name = names[id] ?? null;
  return typeof name === 'string' ? { name } : name;
};

/** What an entry is called by others; sources that mean the same by the same name stand together. */
export function elsewhereOf(
  { named, sources }: Pick<Notation, 'named' | 'sources'>,
  id: string,
): readonly Elsewhere[] {
  if (!named.includes(id)) return [];
  const groups = new Map<string, Elsewhere>();
  for (const source of sources) {
    const other = nameIn(source, id);
    if (!other) continue;
    const key = [other.name, other.note, other.not].join('\n');
    const before = groups.get(key)?.sources ?? [];
    groups.set(key, { ...other, sources: [...before, source.name] });
  }
  return [...groups.values()];
}

/** The sign of an entry, or its name where it has none. */
const signOf = (entries: readonly NotationEntry[], id: string): string => {
  const entry = entries.find((one) => one.id === id);
  return entry?.sign || (entry?.name ?? id);
};

/** One line of what is said elsewhere: "ε, not our ε: Berthet et al. 2020". */
export function elsewhereLine(
  { name, sources, note, not }: Elsewhere,
  { entries, words }: Pick<Notation, 'entries' | 'words'>,
): { readonly name: string; readonly rest: string } {
  const warning = not === undefined ? '' : `, ${words.notOurs(signOf(entries, not))}`;
  const remark = note === undefined ? '' : `; ${note}`;
  return { name, rest: `${warning}: ${sources.join(', ')}${remark}` };
}

/** All names of all sources, for a table: a source a row. */
export function namesTable({ words, entries, named, sources }: Notation) {
  const cell = (source: NotationSource, id: string) => {
    const other = nameIn(source, id);
    if (!other) return '–';
    return other.not === undefined
      ? other.name
      : `${other.name} (${words.notOurs(signOf(entries, other.not))})`;
  };
  return {
    columns: [words.source, ...named.map((id) => signOf(entries, id))],
    rows: sources.map((source) => [source.name, ...named.map((id) => cell(source, id))]),
  };
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[\s_-]+/g, ' ');

/** An entry that is found, and whether by what others call it. */
export interface Found {
  readonly entry: NotationEntry;
  readonly elsewhere: boolean;
}

/**
 * The entries that a search finds: first those that are called so, then those that are called so elsewhere,
 * then those that speak of it. Everything, where nothing is searched.
 */
export function search(notation: Notation, query: string): readonly Found[] {
  const { entries } = notation;
  const wanted = plain(query.trim());
  if (wanted === '') return entries.map((entry) => ({ entry, elsewhere: false }));
  const holds = (texts: readonly string[]) => texts.some((text) => plain(text).includes(wanted));
  const rank = (entry: NotationEntry) => {
    const { name, sign, terms, signs, sentence, paper } = entry;
    if (holds([name, sign, ...terms, ...signs])) return 0;
    const names = elsewhereOf(notation, entry.id);
    if (holds(names.flatMap((one) => [one.name, one.note ?? '', ...one.sources]))) return 1;
    return holds([sentence, paper]) ? 2 : 3;
  };
  return [0, 1, 2].flatMap((place) =>
    entries
      .filter((entry) => rank(entry) === place)
      .map((entry) => ({ entry, elsewhere: place === 1 })),
  );
}
