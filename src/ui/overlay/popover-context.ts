import { createContext, type RefObject } from 'react';

interface AroundPopover {
  /** What opened it. */
  readonly anchor: RefObject<HTMLElement | null>;
  close(): void;
}

/** The popover around. */
export const PopoverContext = createContext<AroundPopover>({
  anchor: { current: null },
  close: () => undefined,
});
