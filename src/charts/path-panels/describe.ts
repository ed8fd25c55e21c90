import type { PathPanelsData } from './layout';

/** What is to be seen in every panel. */
export const describePathPanels = ({ land: { size }, panels }: PathPanelsData): string =>
  [
    `The same map of ${size} by ${size} cells ${panels.length} times.`,
    ...panels.map(({ title, note }) => `${title}: ${note}.`),
  ].join(' ');
