/** The words of the handout. */
export const words = {
  title: 'Handout',
  heading: 'Add noise, take the best, learn.',
  about:
    'Answer before you look: the answers are on the last page, and each code opens its scene, where everything moves.',
  print: 'Print',
  home: 'Noisy Argmax',
  local:
    'This copy comes from your own machine, so other devices cannot follow its links. Print it from the published page.',
  figure: (scene: string) => `The figure of “${scene}” without what would answer the question`,
  noFigure: 'The figure is in the scene.',
  code: (scene: string) => `QR code of the scene “${scene}”`,
  why: 'Why?',
  answers: 'Answers',
  notation: 'Notation',
} as const;
