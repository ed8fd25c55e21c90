/** The words of voting. */
export const words = {
  title: 'Vote',
  code: 'Vote with your phone',
  codeOf: (address: string) => `QR code of ${address}`,
  local:
    'This address is of this machine alone. Open the published page, or start npm run tally, and phones can reach it.',
  said: (letter: string, answer: string) =>
    `Your answer is ${letter}: ${answer}. Tap to change it.`,
  change: 'Hold it up. Tap to change it.',
  counted: 'Counted.',
  none: 'There is no such question.',
  lecture: 'To the lecture',
} as const;
