import { useSyncExternalStore } from 'react';

/** Whether a media query holds. */
function useMedia(query: string): boolean {
  const subscribe = (listener: () => void) => {
    const media = matchMedia(query);
    media.addEventListener('change', listener);
    return () => media.removeEventListener('change', listener);
  };
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  );
}

/** Too narrow for a panel beside the figures. The style sheet has the same bound. */
export const useNarrow = () => useMedia('(max-width: 959px)');

/** Narrow, and so low that the controls stand beside the figures. The style sheet has the same bounds. */
export const useLow = () =>
  useMedia('(max-width: 959px) and (max-height: 500px) and (orientation: landscape)');

/** Pixels of all that stands in the header beside the labs, and of a name of ten letters. */
const [HEADER, NAME] = [600, 95];

/** Too narrow for a row of so many labs in the header. */
export const useCrowded = (labs: number) => useMedia(`(max-width: ${HEADER + NAME * labs}px)`);

/** Whether things may move by themselves. */
export const useMotion = () => useMedia('(prefers-reduced-motion: no-preference)');
