/** The words of making and opening a course. */
export const courseWords = {
  missing:
    'This link leads through a course that is not on this machine: drop its file on the page. The whole lecture is shown.',
  opened: (title: string) => `The course “${title}” is here, and stays on this machine.`,
  none: (name: string) =>
    `“${name}” is no file of a course. A saved figure is opened by “Share”, “Open a saved figure or course…”.`,
  empty:
    'Nothing can be read of what was dropped: the folder is empty, or its files are gone or not allowed to be read.',
  make: 'Make a course',
  about:
    'Choose scenes and put them in order. The file can be dropped on this page on another machine.',
  title: 'Title',
  untitled: 'My course',
  scenes: 'Scenes',
  minutes: (name: string) => `Minutes for ${name}`,
  unit: 'min',
  up: (name: string) => `${name}: one up`,
  down: (name: string) => `${name}: one down`,
  sum: (scenes: number, minutes: number) => `${scenes} scenes, ${minutes} minutes`,
  save: 'Save the file',
  start: 'Go through it',
  handout: 'Handout',
  forget: 'Forget it',
} as const;
