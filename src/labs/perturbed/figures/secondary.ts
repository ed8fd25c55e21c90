/** The figures that load after the main one, in one chunk. */
export { JacobiansFigure } from './JacobiansFigure';
export { LossFigure } from './LossFigure';
export { PriceFigure } from './PriceFigure';
export { RegulariserFigure } from './RegulariserFigure';
