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

/** Places the parts of a lab. Pass either a panel or a bar, as `useNarrow` says. */
export function LabLayout({ intro, main, secondary = [], panel, bar }: LabLayoutProps) {
  return (
    <div className="lab" data-narrow={bar !== undefined}>
      <div className="lab-figures">
        <div className="lab-first">
          {intro && <div className="lab-intro">{intro}</div>}
          <div className="lab-main">{main}</div>
        </div>
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
      {panel && (
        <aside className="lab-panel" aria-label="Controls">
          {panel}
        </aside>
      )}
      {bar && (
        <aside className="lab-bar" aria-label="Controls">
          {bar}
        </aside>
      )}
    </div>
  );
}
