import type { ReactNode, RefObject } from 'react';

/** The parts of overlays that both the light shell and the lazily loaded popup know. */

type Anchor = RefObject<HTMLElement | null>;

interface MenuAction {
  readonly label: string;
  onSelect(): void;
}

/** One of several that holds from now on. */
interface MenuChoice {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  onChoose(value: string): void;
}

/** Something to do, or a choice of such things, or of what holds, that opens beside it. */
export type MenuItem =
  MenuAction | MenuChoice | { readonly label: string; readonly items: readonly MenuAction[] };

/** What a popup of a menu knows of its button. */
export interface Popup {
  readonly label: string;
  readonly anchor: Anchor;
  onClose(): void;
}

export interface MenuPopupProps extends Popup {
  readonly items: readonly MenuItem[];
}

export interface PopoverPopupProps {
  title: string;
  anchor: Anchor;
  onClose(): void;
  children: ReactNode;
}

export interface DialogProps {
  open: boolean;
  title: string;
  onClose(): void;
  /**
   * 'sheet' slides in from the bottom edge, for phones. 'aside' stands at the right edge, on a phone at the
   * bottom, and leaves the page in use.
   */
  variant?: 'window' | 'sheet' | 'aside';
  /** What has the focus first, and after it; true for what is usual. */
  initialFocus?(): HTMLElement | boolean | null;
  finalFocus?(): HTMLElement | boolean | null;
  children: ReactNode;
}
