import type { ReactNode, RefObject } from 'react';

/** The parts of overlays that both the light shell and the lazily loaded popup know. */

type Anchor = RefObject<HTMLButtonElement | null>;

export interface MenuItem {
  readonly label: string;
  onSelect(): void;
}

export interface MenuPopupProps {
  label: string;
  items: readonly MenuItem[];
  anchor: Anchor;
  onClose(): void;
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
  /** 'sheet' slides in from the bottom edge, for phones. */
  variant?: 'window' | 'sheet';
  children: ReactNode;
}
