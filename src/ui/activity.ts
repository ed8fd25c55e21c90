import { createContext, useContext, useLayoutEffect } from 'react';

/** Something has begun; the answer is called when it is over. The shell provides it. */
export const ActivityContext = createContext<() => () => void>(() => () => undefined);

export const useBegin = () => useContext(ActivityContext);

/**
 * Whether what only embellishes may come now. A lab whose first figure is on its way says no: nothing
 * is fetched or typeset before that has been painted.
 */
export const EmbellishContext = createContext(true);

/** The page is busy while this is drawn: it stands for something that is on its way. */
export function useBusy(): void {
  const begin = useBegin();
  useLayoutEffect(() => begin(), [begin]);
}
