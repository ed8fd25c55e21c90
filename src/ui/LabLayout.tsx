import type { ReactNode } from 'react';

export interface LabLayoutProps {
  /** A line or two of text above the figures. */
  intro?: ReactNode;
  main: ReactNode;
  /** The figures under the main one. */
  secondary?: readonly ReactNode[];
  /** The controls of the wide screen, which stay in view beside the figures. */
  panel?: ReactNode;
  /** The controls of the narrow screen, in reach of the thumb. */
  bar?: ReactNode;
}

/** What the link that skips to the controls looks for. */
export const CONTROLS_ID = 'controls';

/**
 * Places the parts of a lab. Pass either a panel or a bar, as `useNarrow` says. The controls come before the
 * figures that they also move: whoever goes by keyboard meets them after the main one.
 */
export function LabLayout({ intro, main, secondary = [], panel, bar }: LabLayoutProps) {
  return (
    <div className="lab" data-narrow={bar !== undefined}>
      <div className="lab-first">
        {intro && <div className="lab-intro">{intro}</div>}
        <div className="lab-main">{main}</div>
      </div>
      <aside
        id={CONTROLS_ID}
        className={panel ? 'lab-panel' : 'lab-bar'}
        aria-label="Controls"
        tabIndex={-1}
      >
        {panel ?? bar}
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
