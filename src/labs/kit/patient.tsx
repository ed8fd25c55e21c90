import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { createPatientView, type PatientView } from '../../state/patient';
import type { ReadableStore } from '../../state/react';
import { useBegin } from '../../ui/activity';
import { useOnScreen } from '../../ui/useOnScreen';

/** Pause after which a figure outside of the window catches up with what has changed. */
const CATCH_UP_MS = 400;

interface PatientProps<A, B> {
  /** The stores that a figure reads. */
  first: ReadableStore<A>;
  second: ReadableStore<B>;
  /** `seen`: whether the figure is on the screen. */
  children(first: PatientView<A>, second: PatientView<B>, seen: boolean): ReactNode;
}

/** A figure that costs nothing while it is out of sight and something moves. */
export function Patient<A, B>({ first, second, children }: PatientProps<A, B>) {
  const place = useRef<HTMLDivElement>(null);
  const begin = useBegin();
  const views = useMemo(
    () =>
      [
        createPatientView(first, CATCH_UP_MS, begin),
        createPatientView(second, CATCH_UP_MS, begin),
      ] as const,
    [first, second, begin],
  );
  const [seen, setSeen] = useState(true);
  const watch = useCallback(
    (onScreen: boolean) => {
      setSeen(onScreen);
      views.forEach((view) => view.setWatched(onScreen));
    },
    [views],
  );
  useOnScreen(place, watch);
  return (
    <div className="patient" ref={place}>
      {children(...views, seen)}
    </div>
  );
}
