/** Pages that are no lab, by their ids in links; OwnPage.tsx has their code. */
export const pages = [
  { id: 'speaker', title: 'Speaker' },
  { id: 'handout', title: 'Handout' },
  { id: 'vote', title: 'Vote' },
] as const;

export type OwnPageId = (typeof pages)[number]['id'];
