/** The figures that load after the main one, in one chunk. */
export { BiasVarianceFigure } from './BiasVarianceFigure';
export { EnvelopeFigure } from './EnvelopeFigure';
export { FewNoisesFigure } from './FewNoisesFigure';
export { FlipsFigure } from './FlipsFigure';
export { GradientFigure } from './GradientFigure';
export { LetGoFigure } from './LetGoFigure';
export { LossFigure } from './LossFigure';
export { MapFigure } from './MapFigure';
export { SecantFigure } from './SecantFigure';
export { PlaneFigure } from './PlaneFigure';
export { SimplexFigure } from './SimplexFigure';
