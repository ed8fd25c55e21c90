import type { Outline } from './Icon';

/* Outlines that no part of the front door has. */

export const settingsIcon: Outline = {
  d: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 0 0 0-4.4M9 14.8a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 0 0 0-4.4',
};
export const diceIcon: Outline = {
  d: 'M5 5h14v14H5zM9 9v.01M15 9v.01M12 12v.01M9 15v.01M15 15v.01',
  dotted: true,
};
