/** The words of the front door. */
export const words = {
  title: 'Add noise, take the best, learn.',
  lead: 'A predictor that picks the best of many answers has no slope to learn from. A little noise gives it one. How much, and how far to look, is what you drag here.',
  lecture: 'Start the lecture',
  tour: 'Three-minute tour',
  goOn: (scene: number) => `Go on with scene ${scene}`,
  length: (scenes: number, minutes: number) =>
    `${scenes} scenes, ${minutes} minutes in a lecture, or alone at your own pace. Everything is computed on your own device.`,
  picture: 'Who wins, draw after draw',
  pictureSentence:
    'Each score gets a random push; the highest sum wins, and its dot falls on the pile.',
  scale: 'Noise scale',
  next: 'Next draw',
  pause: 'Pause',
  again: 'Again',
  play: 'Go on',
} as const;
