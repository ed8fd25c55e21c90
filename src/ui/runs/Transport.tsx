import type { ReactNode } from 'react';
import { IconButton } from '../basics';
import { RunButton, type RunButtonProps } from './RunButton';
import { slowIcon, stepIcon } from './icons';

export interface TransportProps extends RunButtonProps {
  onMore(): void;
  onStep(): void;
  onReset(): void;
  /** The slow step walks through the stages of one; whether it is at one of them. */
  walking: boolean;
  onStage(): void;
  /** Where it stands. */
  status: ReactNode;
  /** The choice of speed. */
  children?: ReactNode;
}

/** Runs, pauses and steps a training. */
export function Transport(props: TransportProps) {
  const { playing, canRun, over, walking, status, onStep, onReset } = props;
  return (
    <div className="transport" role="group" aria-label="Training">
      <div className="transport-buttons">
        <RunButton {...props} />
        {over ? (
          <button type="button" className="button" onClick={props.onMore}>
            100 more
          </button>
        ) : (
          <>
            <IconButton
              icon={stepIcon}
              label="One step"
              disabled={playing || !canRun}
              onClick={onStep}
            />
            <IconButton
              icon={slowIcon}
              label={walking ? 'Next stage of the slow step' : 'One slow step'}
              disabled={playing || !canRun}
              onClick={props.onStage}
            />
          </>
        )}
        <IconButton icon="reset" label="Back to step 0" onClick={onReset} />
        {props.children}
      </div>
      {status}
    </div>
  );
}
