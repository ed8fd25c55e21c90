/** The figures that load after the main one, in one chunk. */
export { LearningFigure } from './LearningFigure';
export { PairsFigure } from './PairsFigure';
export { PlacesFigure } from './PlacesFigure';
export { SetsFigure } from './SetsFigure';
export { NoisyFigure } from './NoisyFigure';
