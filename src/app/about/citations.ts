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

/** How a work is cited. */
export interface Cited {
  readonly apa: string;
  readonly bibtex: string;
  readonly url: string;
}

/**
 * This site, as CITATION.cff has it. It is of no year: a version says which state of it was used.
 * @param url where it was used
 */
export function siteCitation(version: string, url: string): Cited {
  const title =
    'Noisy Argmax: an explorable explanation of randomly perturbed structured predictors';
  return {
    apa: `The Noisy Argmax authors. (n.d.). ${title} (Version ${version}) [Computer software]. ${url}`,
    bibtex: `@software{noisyargmax,
  title   = {${title}},
  author  = {{The Noisy Argmax authors}},
  version = {${version}},
  url     = {${url}}
}`,
    url,
  };
}
