/** The figures that load after the map, in one chunk. */
export { DifferenceFigure } from './DifferenceFigure';
export { PinsFigure } from './PinsFigure';
