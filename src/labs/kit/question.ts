import { createContext, useContext } from 'react';
import type { Ghost } from '../../charts/shared/ghost';

/** What a lecture asks of the figure that it shows. */
export interface Asked {
  /** Names of the parts (`data-part`) that are left out while a question is open. */
  readonly hides: readonly string[];
  /** Names of the parts that are not there before the answer nor after it. */
  readonly withholds: readonly string[];
  /** The answer given, where it can be drawn. */
  readonly ghost: Ghost | null;
}

const nothing: Asked = { hides: [], withholds: [], ghost: null };

export const QuestionContext = createContext<Asked>(nothing);

/** What the lecture around a figure asks of it; nothing outside of one. */
export const useQuestion = () => useContext(QuestionContext);
