/** The figures of whole experiments: their code is loaded after the training figures. */
import { SignPositionsFigure } from './SignFigures';

export { FanFigure } from './FanFigure';
export { LossFormsFigure } from './LossFormsFigure';
export { LoudFigure } from './LoudFigure';
export { MapFigure } from './MapFigure';
export { MachineFigure } from './MachineFigure';
export { OutgrowFigure } from './OutgrowFigure';
export { OwnMatrixFigure } from './OwnMatrixFigure';
export { SignLossFigure } from './SignFigures';
export { SweepFigure } from './SweepFigure';
export { TableFigure } from './TableFigure';
export const SignPositions10Figure = () => <SignPositionsFigure d={10} />;
export const SignPositions100Figure = () => <SignPositionsFigure d={100} />;
