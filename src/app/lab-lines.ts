/** What each lab is about, and each page that is made as labs are. Apart from `labs.ts`: it is read below the picture that the front door loads first. */
export const labLines: Readonly<Record<string, string>> = {
  argmax: 'Scores, noise and loss of a few classes: every law of the paper beside a million draws.',
  matching: 'A network learns to sort: the best matching of numbers and places, perturbed.',
  knn: 'A network learns a distance: the nearest images, perturbed.',
  perturbed: 'A solver under noise: the mean of what it picks, its slopes, and losses to learn by.',
  paths: 'The cheapest way over a map under noise: what is crossed, and what costs learn from it.',
  rankings:
    'Lines learn to rank: where they cross labels change places, and noise gives that a slope.',
  map: 'Which σ, which ε for my problem? Where the gradient of a few classes points the right way.',
};
