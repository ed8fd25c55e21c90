import type { SceneGroup } from './scenes';

/** The words of a scene. */
export interface SceneText {
  /** Two or three words, for lists. */
  readonly name: string;
  /** What the scene says, in one line. */
  readonly sentence: string;
  /** What there is to see while the question is open. */
  readonly setting: string;
  readonly question: string;
  readonly answers: readonly string[];
  /** What is true, with its numbers. */
  readonly reveal: string;
  /** What is worth doing in the figure after that. */
  readonly next: string;
  /** One line to say aloud. */
  readonly breath: string;
  /** For the lecturer alone: what to do, and what to wait for. */
  readonly cues: readonly string[];
}

export const groupNames: Readonly<Record<SceneGroup, string>> = {
  noise: 'Noise',
  gradient: 'Gradient',
  learning: 'Learning',
  structures: 'Structures',
};

/** Keys that a lecturer wants at once. */
export const keyHints =
  'Page Down: reveal, go on · f: full screen · b: blank · s: notes · Esc: to the lab';

/** The words of the scenes, by their number. */
export const sceneTexts: Readonly<Record<number, SceneText>> = {
  1: {
    name: 'One best answer',
    sentence: 'A predictor takes the best score',
    setting:
      'Three answers have scores; almost no noise is added. A has the best score and always wins.',
    question: 'A’s score falls from 2 to 1. What happens to its share of wins?',
    answers: ['Nothing', 'It falls a little', 'B wins now'],
    reveal: 'Nothing: A wins 100% of the draws at score 2 and at score 1, until it meets B at 0.5.',
    next: 'Drag A’s score down to 0.4.',
    breath: 'Argmax does not care by how much you win.',
    cues: [
      'Ask for hands before anything moves.',
      'Reveal: A’s score falls to 0.5. Wait until someone says “still A”.',
      'Drag on to 0.4: B takes all at once.',
    ],
  },
  2: {
    name: 'One draw',
    sentence: 'Noise can crown another',
    setting: 'The same scores. Now every score gets a random push; this draw is not shown yet.',
    question: 'Who wins this draw?',
    answers: ['A', 'B', 'C'],
    reveal: 'B wins: score and noise come to 0.88, those of A to 0.76.',
    next: 'Go on by a draw, a few times.',
    breath: 'Same scores, another winner: luck entered the race.',
    cues: [
      'Point at the signal; the noise is hidden.',
      'Collect answers, reveal, and read both sums aloud: 0.88 against 0.76.',
      'Next draw, three times: who wins now?',
    ],
  },
  3: {
    name: 'A thousand draws',
    sentence: 'A thousand draws make a distribution',
    setting: 'Draw after draw: every time somebody wins. The shares are not shown yet.',
    question: 'How often does A win?',
    answers: ['50%', '79%', '95%'],
    reveal: 'A wins 78.6% of the draws, B 17.5% and C 3.9%: with Gumbel noise these are exact.',
    next: 'Drag σ, or a score.',
    breath: 'From one answer to odds; and with Gumbel noise we know them exactly.',
    cues: [
      'Let the dots fall; ask again at ten and at a hundred.',
      'Reveal, and hold the guess against 78.6%.',
      'σ to 3: ask who gains.',
    ],
  },
  4: {
    name: 'Temperature',
    sentence: 'Sigma is a temperature',
    setting: 'Every point of the triangle is one set of shares; a corner is one sure winner.',
    question: 'σ grows to 10. Where does the point go?',
    answers: ['It stays at A', 'To B', 'To the middle'],
    reveal: 'To the middle: at σ = 10 the shares are 38%, 33% and 28%.',
    next: 'Drag the point along its path.',
    breath: 'Cold: one corner. Hot: anyone. In between we can learn.',
    cues: [
      'Ask for a finger: which corner, or where?',
      'Reveal, and wait: the point walks to the middle.',
      'Drag σ back to 0.03, slowly.',
    ],
  },
  5: {
    name: 'No slope',
    sentence: 'A step has no slope',
    setting: 'B is the right answer and just loses. Its score moves along the axis; σ is nearly 0.',
    question: 'How steep is the expected loss at B’s score, 0.9?',
    answers: ['0: it is flat', '−1', 'Infinitely steep'],
    reveal: 'It is flat, slope 0.00: nothing to roll down. With σ = 0.3 the slope is −0.81.',
    next: 'Drag σ and watch the step become a hill.',
    breath: 'Nothing to roll down. Noise turns the step into a hill.',
    cues: [
      'Draw a step in the air; ask for its slope beside the jump.',
      'Reveal: σ goes to 0.3. Wait, ask who changed.',
      'Ask what a gradient step would do at σ = 0.01: nothing.',
    ],
  },
  6: {
    name: 'Ties',
    sentence: 'With noise a tie has no width',
    setting:
      'All scores are equal. A draw of the noise is a point of this plane; in each sector another class wins.',
    question: 'Of 10,000 draws, how many lie on a border, where two classes tie?',
    answers: ['None', 'About 100', 'About 3,300'],
    reveal: 'None: a line has no area, however close you look.',
    next: 'Press “Look closer”, again and again.',
    breath: 'Theorem 2 in one picture: a line has no area.',
    cues: [
      'Ask for a number, not for a reason.',
      'Reveal, zoom in on a border, again and again.',
      'Say it: no dot will ever be on the line.',
    ],
  },
  7: {
    name: 'Two derivatives',
    sentence: 'One function holds both derivatives',
    setting:
      'G(w, ε) is the expected best of score plus noise plus ε times loss. Two of three answers have loss 1.',
    question: 'All scores are equal. How steep is G at ε = 0?',
    answers: ['0', '0.67', '1'],
    reveal: 'The slope is 0.67, the expected loss; by the scores the slopes are the shares.',
    next: 'Drag ε: the tangent turns from the least to the greatest loss.',
    breath: 'Differentiate by ε: the loss. By w: the prediction. By both: our gradient.',
    cues: [
      'Read G aloud once: score, noise, ε times loss.',
      'Reveal: the slope at 0 is the expected loss, two of three.',
      'Drag ε to both ends: the least and the greatest loss.',
    ],
  },
  8: {
    name: 'A secant',
    sentence: 'Direct loss is a secant',
    setting:
      'Two predictions on one noise make the slope between two points: −0.71 with ε = −0.6. The exact slope is −0.81.',
    question: 'And with ε = +0.6, on the other side: is it flatter, steeper, or the same?',
    answers: ['Flatter', 'Steeper', 'The same'],
    reveal: 'Flatter: −0.55 with ε = +0.6, −0.71 with ε = −0.6; the exact slope is −0.81.',
    next: 'Drag the foot towards the point.',
    breath: 'Two predictions, one noise: the slope between two points.',
    cues: [
      'Point at both feet: two predictions, one noise.',
      'Take the vote before ε crosses 0.',
      'Reveal: −0.55. Then drag the foot in: it comes to −0.81.',
    ],
  },
  9: {
    name: 'How far to look',
    sentence: 'How far to look: epsilon trades bias for luck',
    setting: 'One gradient from 100 draws, its error for every ε. The curves are not shown yet.',
    question: 'Which ε has the least error: −0.01, −0.1 or −10?',
    answers: ['−0.01', '−0.1', '−10'],
    reveal:
      'At −0.1 the error is 34% of the gradient, nearly all luck; −0.01 has 111%, all luck, −10 has 93%, all bias.',
    next: 'Drag ε to −1: about as good as −0.1, by bias instead of luck.',
    breath: 'Look too near: no draw differs. Too far: a wrong slope.',
    cues: [
      'Ask first what goes wrong with a tiny ε: no draw differs.',
      'Then with a large one: another question is answered.',
      'Reveal, and drag ε from −0.01 to −10.',
    ],
  },
  10: {
    name: 'Which way',
    sentence: 'Which way to look: one right answer, many wrong ones',
    setting: 'A network learns to sort 100 numbers, once with ε < 0 and once with ε > 0.',
    question: 'Which sign of ε sorts better?',
    answers: ['ε < 0', 'ε > 0', 'Both alike'],
    reveal:
      'ε < 0, at a thousandth of the loss: after 2,000 steps y* has 62 of the 100 right and y*(ε) 87; with ε > 0 it is 51 and 21.',
    next: 'In the lab, compare with the fan of all matchings.',
    breath: 'Name the one right answer, not one of a googol wrong ones.',
    cues: [
      'Let them argue for a minute with their neighbours.',
      'Reveal: the curves part.',
      'Ask how many right orders there are, and how many wrong ones.',
    ],
  },
  11: {
    name: 'How much noise',
    sentence: 'How much noise: sigma has a slope too',
    setting: 'B is right and just loses to A; σ = 0.1. The expected loss over σ is not shown yet.',
    question: 'More noise: does the expected loss get better or worse?',
    answers: ['Worse at once', 'Better, then worse', 'Better and better'],
    reveal: 'Better at first: the loss is least at σ = 0.68, and grows again from there.',
    next: 'In the lab, “Let σ go” finds that by itself with ε = −0.1; with ε = −1 it goes the wrong way.',
    breath: 'σ can be learned, if ε is modest. The paper’s idea, with its small print.',
    cues: [
      'Ask who wants less noise, who more.',
      'Reveal: σ goes to 0.68. Wait, ask who changed.',
      '“Let σ go” with ε = −0.1, then with −1: it runs the wrong way.',
    ],
  },
  12: {
    name: 'Matching',
    sentence: 'Sorting is such an argmax',
    setting: 'Ten numbers, each to its place, by a network that has learned nothing yet.',
    question: 'How many of the 10 are right in y*, and how many in y*(ε)?',
    answers: ['0 and 0', '1 and 2', '0 and 8'],
    reveal:
      'Untrained, 0 are right in y* and 8 in y*(ε): the loss knows better, and the network follows.',
    next: 'Watch the crossings vanish as it trains.',
    breath: 'A hundred numbers, 10¹⁵⁸ answers, two matchings per step.',
    cues: [
      'Nothing is trained yet: have both numbers guessed.',
      'Reveal: 0 and 8. Wait for the surprise.',
      'Let it train; say when the last crossing goes.',
    ],
  },
  13: {
    name: 'Neighbours',
    sentence: 'Neighbours too',
    setting:
      'A drawn 6 among the images it might take for its like; under little noise its 5 nearest are sixes.',
    question: 'With σ = 3, how many of the 5 are still sixes in this draw?',
    answers: ['5', '2', '0'],
    reveal: '2 of the 5: noise louder than the distances drowns them.',
    next: 'Drag σ down until all five are sixes.',
    breath: 'Noise louder than the distances drowns them; learn its size.',
    cues: [
      'Name the digit together, then its neighbours.',
      'Reveal: σ = 3. Count the sixes aloud.',
      'Drag σ down until all five are back.',
    ],
  },
  14: {
    name: 'Limits',
    sentence: 'Where it ends',
    setting:
      'Three data sets, six methods, right test images in percent. The results are not shown yet.',
    question: 'Where did the paper’s method fail?',
    answers: ['Nowhere', 'MNIST with σ = 1', 'Fashion-MNIST'],
    reveal:
      'MNIST with σ = 1 gets 14% at k = 5; CIFAR-10 at k = 1 gets 30% where another method gets 89%.',
    next: 'Black dots are what was trained here: compare.',
    breath: 'No free noise. The paper says disappointing; you may find out why.',
    cues: [
      'Ask what they expect to fail, before the table shows.',
      'Reveal, and give it time to be read.',
      'End on the open question: why does it fail there?',
    ],
  },
};
