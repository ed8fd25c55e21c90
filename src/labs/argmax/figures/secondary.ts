/** The figures that load after the main one, in one chunk. */
export { BiasVarianceFigure } from './BiasVarianceFigure';
export { EnvelopeFigure } from './EnvelopeFigure';
export { FlipsFigure } from './FlipsFigure';
export { GradientFigure } from './GradientFigure';
export { LossFigure } from './LossFigure';
export { SecantFigure } from './SecantFigure';
export { SimplexFigure } from './SimplexFigure';
