import { createContext } from 'react';

/** What the page itself does with files, wherever on it they are dropped. */
export interface PageFiles {
  /** Invites to drop what the page takes. */
  readonly label: string;
  /** Opens what is the page's own. @returns whether it was */
  take(files: readonly File[]): Promise<boolean>;
  /** Says that nothing here takes the files. */
  refuse(files: readonly File[]): void;
}

/** The shell provides it; without it nothing is the page's own. */
export const PageFilesContext = createContext<PageFiles>({
  label: '',
  take: () => Promise.resolve(false),
  refuse: () => undefined,
});
