export { DistancesFigure } from './DistancesFigure';
export { ConfusionFigure, HardestFigure } from './EvaluationFigures';
export { StarvesFigure } from './StarvesFigure';
export { TableFigure } from './TableFigure';
