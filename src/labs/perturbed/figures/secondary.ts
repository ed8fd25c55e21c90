/** The figures that load after the main one, in one chunk. */
export { DisguiseFigure } from './DisguiseFigure';
export { JacobiansFigure } from './JacobiansFigure';
export { LevelFigure } from './LevelFigure';
export { LossFigure } from './LossFigure';
export { PlateauFigure } from './PlateauFigure';
export { PriceFigure } from './PriceFigure';
export { RegulariserFigure } from './RegulariserFigure';
