/** The figures that load after the main one, in one chunk. */
export { FlipsFigure } from './FlipsFigure';
export { GradientsFigure } from './GradientsFigure';
export { LawsFigure } from './LawsFigure';
