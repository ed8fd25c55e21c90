import type { Outline } from '../Icon';

/* Outlines of what is done with runs. */

export const playIcon: Outline = { d: 'M8 5v14l11-7z' };
export const pauseIcon: Outline = { d: 'M8.5 5.5v13M15.5 5.5v13' };
export const stepIcon: Outline = { d: 'M6 5.5v13l9-6.5zM18.5 5.5v13' };
export const slowIcon: Outline = { d: 'M4 18.5h4v-4h4v-4h4v-4h4' };
export const pinIcon: Outline = { d: 'M12 14.5V21M8 4h8l-1 6 3 4.5H6L9 10z' };
export const eyeIcon: Outline = {
  d: 'M2.5 12s3.5-6.5 9.5-6.5 9.5 6.5 9.5 6.5-3.5 6.5-9.5 6.5S2.5 12 2.5 12M12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5',
};
export const eyeOffIcon: Outline = {
  d: 'M4 4l16 16M9.5 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.6 3.3M6 7.5A17 17 0 0 0 2.5 12s3.5 6.5 9.5 6.5a9 9 0 0 0 4-1',
};
export const trashIcon: Outline = { d: 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 12.5h9l1-12.5' };
