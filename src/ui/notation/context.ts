import { createContext, useContext } from 'react';
import type { Notation } from './types';

/** What a part of the page asks of the notation. */
export interface NotationActions {
  /** The same promise at every call; null where the texts can't be had. */
  load(): Promise<Notation | null>;
  /**
   * Opens the panel, at an entry if one is named.
   * @param from where the focus returns; by default to what has it now
   */
  open(entry?: string | null, from?: Element | null): void;
}

/** The shell provides it; without it there is no panel, and captions are plain text. */
export const NotationContext = createContext<NotationActions | null>(null);

/** The term that the panel lights in the charts of a lab. */
export const ToldContext = createContext<string | null>(null);

/** The parameter that the control around is of. */
export const AboutContext = createContext<string | null>(null);

export const useNotation = () => useContext(NotationContext);
