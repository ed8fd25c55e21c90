/** The words around a scene; those of the scenes themselves are in `lecture/texts.ts`. */
export const words = {
  lecture: 'The lecture',
  scene: (id: number) => `Scene ${id}`,
  figure: (id: number, title: string) => `Scene ${id}: ${title}`,
  where: (place: number, of: number, group: string) => `${place} of ${of} · ${group}`,
  missing: (id: number) => `There is no scene ${id} here`,
  length: (title: string, scenes: number) => `${title} has ${scenes} scenes.`,
  first: 'Open the first.',
  leave: 'Leave',
  scenes: 'Scenes',
  back: 'Back (Page Up)',
  on: (asks: boolean) => (asks ? 'Reveal (Page Down)' : 'Next scene (Page Down)'),
  explore: 'Explore it in the lab (Escape)',
  question: 'Question',
  reveal: 'Reveal',
  said: 'you said',
  right: 'it is',
} as const;
