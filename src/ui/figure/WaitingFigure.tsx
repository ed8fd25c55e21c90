import { useBusy } from '../activity';

/** The place of a figure whose code or whose turn has yet to come. */
export function WaitingFigure() {
  useBusy();
  return <div className="figure figure-waiting" />;
}
