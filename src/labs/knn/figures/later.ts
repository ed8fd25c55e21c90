export { ConfusionFigure, HardestFigure } from './EvaluationFigures';
export { TableFigure } from './TableFigure';
