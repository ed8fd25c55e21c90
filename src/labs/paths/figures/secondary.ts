/** The figures that load after the main one, in one chunk. */
export { BelievedFigure } from './BelievedFigure';
export { FlipsFigure } from './FlipsFigure';
export { GradientsFigure } from './GradientsFigure';
export { LawsFigure } from './LawsFigure';
export { MachineFigure } from './MachineFigure';
export { MapsFigure } from './MapsFigure';
