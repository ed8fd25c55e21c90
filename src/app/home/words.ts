/** The words of the front door. */
export const words = {
  title: 'Add noise, take the best, learn.',
  lead: 'A predictor that picks the best of many answers has no slope to learn from. A little noise gives it one. How much, and how far to look, is what you drag here.',
  lecture: 'Start the lecture',
  tour: 'Three-minute tour',
  goOn: (scene: string) => `Go on: ${scene}`,
  sceneList: 'The lecture',
  labList: 'The labs',
  length: (scenes: number, minutes: number) =>
    `${scenes} scenes, ${minutes} minutes in a lecture, or alone at your own pace. Everything is computed on your own device.`,
} as const;

/** The papers that the site explains, the first of which it is about. */
export const papers = [
  {
    apa: 'Cohen Indelman, H., & Hazan, T. (2021). Learning randomly perturbed structured predictors for direct loss minimization. In Proceedings of the 38th International Conference on Machine Learning (ICML).',
    bibtex: `@inproceedings{cohenindelman2021learning,
  title     = {Learning Randomly Perturbed Structured Predictors for Direct Loss Minimization},
  author    = {Cohen Indelman, Hedda and Hazan, Tamir},
  booktitle = {Proceedings of the 38th International Conference on Machine Learning},
  year      = {2021}
}`,
    url: 'https://proceedings.mlr.press/v139/indelman21a.html',
  },
] as const;
