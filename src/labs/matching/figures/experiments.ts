/** The figures of whole experiments: their code is loaded after the training figures. */
export { SignLossFigure, SignPositionsFigure } from './SignFigures';
export { TableFigure } from './TableFigure';
