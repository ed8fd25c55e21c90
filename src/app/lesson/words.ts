/** The words of making a lesson. */
export const lessonWords = {
  about:
    'A link to this state with only what a lesson needs. What is not ticked is hidden but keeps its setting; what is locked cannot be changed by controls, figures or examples.',
  settings: 'Settings',
  stays: 'Stays',
  locked: 'Locked',
  staysNamed: (name: string) => `${name} stays`,
  lockedNamed: (name: string) => `${name} is locked`,
  parts: 'Parts of the page',
  partNames: {
    run: 'Run, pause and step',
    menu: 'Menus of the figures',
    presets: 'Examples',
    reset: 'Reset everything',
  },
  figures: 'Figures',
  alone: 'One figure alone on the screen',
  all: 'None: the whole page',
  strict: 'Without “Show all controls”',
  link: 'Link of the lesson',
  copy: 'Copy the link',
  copied: 'The link of the lesson is copied.',
} as const;
