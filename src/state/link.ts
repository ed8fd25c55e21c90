import type { AnyLabStore } from './lab-store';
import type { Lesson } from './lesson';
import { sameValue } from './params';
import { examine, type CheckedText } from './link-check';
import { parseHash } from './route';
import { decode, encode, entry } from './url';

/** What is wrong with a link, in sentences. */
export interface LinkFaults {
  /** With the link as a whole; null where nothing is. */
  readonly link: string | null;
  /** Settings that could not be used as they stand. */
  readonly settings: readonly string[];
}

/** How the state of a lab is written in a link, and read from one. It comes with the code of the labs. */
export interface LinkCodec {
  /** What a link says of a lab; all defaults are said by one of them, unless it starts there. */
  write(store: AnyLabStore): string;
  /**
   * Gives a lab the state of a query; what that leaves out is at its default.
   * @param checked the whole link, where it has a check value: then it may be put right
   */
  read(store: AnyLabStore, query: string, checked: CheckedText | null): LinkFaults;
  /**
   * Locks what a lesson locks, and nothing else.
   * @returns what it names that is not there
   */
  obey(store: AnyLabStore, lesson: Lesson | null): readonly string[];
}

/** @param faultsOf what a lesson names that the lab does not have, in sentences */
export const createLinkCodec = (
  faultsOf: (lesson: Lesson) => readonly string[] = () => [],
): LinkCodec => ({
  write({ table, normalise, getState, getInitialState }) {
    const { values } = getState();
    const query = encode(table, values, normalise);
    const start = getInitialState().values;
    const names = Object.keys(table);
    if (query || names.every((name) => sameValue(values[name], start[name]))) return query;
    return entry(names[0], values[names[0]]);
  },
  read(store, query, checked) {
    const { text, fault: link } = checked ? examine(checked) : { text: query, fault: null };
    const said = link === null ? query : parseHash(`?${text}`).query;
    const { values, notices } = decode(store.table, said, store);
    store.load(values);
    return { link, settings: notices.map(({ message }) => message) };
  },
  obey(store, lesson) {
    store.lock((lesson?.lock ?? []).filter((name) => Object.hasOwn(store.table, name)));
    return lesson ? faultsOf(lesson) : [];
  },
});
