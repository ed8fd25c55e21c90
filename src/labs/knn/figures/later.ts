export { DistancesFigure } from './DistancesFigure';
export { ConfusionFigure, HardestFigure } from './EvaluationFigures';
export { MapFigure } from './MapFigure';
export { MachineFigure } from './MachineFigure';
export { SweepFigure } from './SweepFigure';
export { StarvesFigure } from './StarvesFigure';
export { TableFigure } from './TableFigure';
