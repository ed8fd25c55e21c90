import { createContext } from 'react';

/**
 * What the page itself does with files, wherever on it they are dropped: it opens what is its own, hands on all
 * else, and says so where nothing here takes that.
 */
export type TakeFiles = (files: File[], others?: (files: File[]) => void) => Promise<void>;

/** The shell provides it; without it nothing is the page's own. */
export const PageFilesContext = createContext<TakeFiles>((files, others) => {
  others?.(files);
  return Promise.resolve();
});
