/** The words below the picture, which come after it. */
export const words = {
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
} as const;
