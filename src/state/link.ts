import type { AnyLabStore } from './lab-store';
import type { Lesson } from './lesson';
import { sameValue } from './params';
import { decode, encode, entry } from './url';

/** How the state of a lab is written in a link, and read from one. It comes with the code of the labs. */
export interface LinkCodec {
  /** What a link says of a lab; all defaults are said by one of them, unless it starts there. */
  write(store: AnyLabStore): string;
  /**
   * Gives a lab the state of a query; what that leaves out is at its default.
   * @returns what could not be used as it stands
   */
  read(store: AnyLabStore, query: string): readonly string[];
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
  read(store, query) {
    const { values, notices } = decode(store.table, query, store);
    store.load(values);
    return notices.map(({ message }) => message);
  },
  obey(store, lesson) {
    store.lock((lesson?.lock ?? []).filter((name) => Object.hasOwn(store.table, name)));
    return lesson ? faultsOf(lesson) : [];
  },
});
