/** The words of the front door. */
export const words = {
  title: 'Add noise, take the best, learn.',
  lead: 'A predictor that picks the best of many answers has no slope to learn from. A little noise gives it one. How much, and how far to look, is what you drag here.',
  lecture: 'Start the lecture',
  tour: 'Three-minute tour',
  goOn: (scene: number) => `Go on with scene ${scene}`,
  sceneList: 'The lecture',
  seen: 'seen',
  /** Below a scene: whether what was said is right; null while its answer has not been shown. */
  verdict: (isRight: boolean | null) =>
    isRight === null ? 'answered' : isRight ? 'right' : 'missed',
  /** @param truth what is right, where that has been shown */
  said: (answer: string, truth: string | null) =>
    `You said “${answer}”${truth === null ? '' : truth === answer ? ', and it is' : `; it is “${truth}”`}.`,
  startOver: 'Start over',
  startOverNote: 'Forgets which scenes you have seen and what you said; nobody else knows it.',
  labList: 'The labs',
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
