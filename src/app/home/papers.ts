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
