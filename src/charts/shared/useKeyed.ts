import { useRef } from 'react';

/**
 * Moves of a mark by keys, which end when the key comes up, or when the mark is left before it does.
 * @param commit ends them
 */
export function useKeyed(commit: () => void) {
  const moved = useRef(false);
  return {
    begin: () => void (moved.current = true),
    end() {
      if (!moved.current) return;
      moved.current = false;
      commit();
    },
  };
}
