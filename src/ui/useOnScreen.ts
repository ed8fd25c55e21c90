import { useEffect, type RefObject } from 'react';

/** Tells whenever an element comes into the window or leaves it. */
export function useOnScreen(
  element: RefObject<Element | null>,
  onChange: (onScreen: boolean) => void,
): void {
  useEffect(() => {
    if (!element.current) return undefined;
    // what only touches the edge of the window shows nothing, and would count
    const observer = new IntersectionObserver(
      (entries) => onChange(entries.at(-1)!.isIntersecting),
      { rootMargin: '-1px' },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, onChange]);
}
