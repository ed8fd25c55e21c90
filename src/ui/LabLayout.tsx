import type { ReactNode } from 'react';
import { CONTROLS_ID } from './controls-id';

export interface LabLayoutProps {
  /** A line or two of text above the figures. */
  intro?: ReactNode;
  /** Where the work of the lab stands, where the controls have no room for it. */
  status?: ReactNode;
  main: ReactNode;
  /** The figures under the main one. */
  secondary?: readonly ReactNode[];
  controls: ReactNode;
  /** Whether the controls are a bar in reach of the thumb; else they stay in view beside the figures. */
  narrow: boolean;
}

/**
 * Places the parts of a lab. The controls come before the figures that they also move: whoever goes by
 * keyboard meets them after the main one.
 */
export function LabLayout(props: LabLayoutProps) {
  const { intro, status, main, secondary = [], controls, narrow } = props;
  return (
    <div className="lab">
      <div className="lab-first">
        {intro && <div className="lab-intro">{intro}</div>}
        {status}
        <div className="lab-main">{main}</div>
      </div>
      <aside
        id={CONTROLS_ID}
        className={narrow ? 'lab-bar' : 'lab-panel'}
        aria-label="Controls"
        tabIndex={-1}
      >
        {controls}
      </aside>
      {secondary.length > 0 && (
        <div className="lab-secondary">
          {secondary.map((figure, i) => (
            <div key={i} className="lab-cell">
              {figure}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
