import type { ReactNode } from 'react';
import { IconButton } from '../basics';
import { Icon } from '../Icon';

export interface TransportProps {
  playing: boolean;
  /** Whether any run can make a step. */
  canRun: boolean;
  /** Whether all runs have come to their end: then they begin again, or make some more steps. */
  over: boolean;
  /** Where it stands: "step 214 · loss 0.0031". */
  status: string;
  onPlay(): void;
  onPause(): void;
  onAgain(): void;
  onMore(): void;
  onStep(): void;
  onReset(): void;
  /** The stage of a slow step that is shown, from 0, or null: the main figure names it. */
  stage: number | null;
  onStage(): void;
  /** The choice of speed. */
  children?: ReactNode;
}

/** Runs, pauses and steps a training; the slow step walks through the stages of one. */
export function Transport(props: TransportProps) {
  const { playing, canRun, over, status, stage, onStep, onReset } = props;
  const press = playing ? props.onPause : over ? props.onAgain : props.onPlay;
  return (
    <div className="transport" role="group" aria-label="Training">
      <div className="transport-buttons">
        <button
          type="button"
          className="button transport-run"
          disabled={!canRun && !playing && !over}
          onClick={press}
        >
          <Icon name={playing ? 'pause' : over ? 'reset' : 'play'} />
          {playing ? 'Pause' : over ? 'Again' : 'Run'}
        </button>
        {over ? (
          <button type="button" className="button" onClick={props.onMore}>
            100 more
          </button>
        ) : (
          <>
            <IconButton
              icon="step"
              label="One step"
              disabled={playing || !canRun}
              onClick={onStep}
            />
            <IconButton
              icon="slow"
              label={stage === null ? 'One slow step' : 'Next stage of the slow step'}
              disabled={playing || !canRun}
              onClick={props.onStage}
            />
          </>
        )}
        <IconButton icon="reset" label="Back to step 0" onClick={onReset} />
        {props.children}
      </div>
      <p className="transport-status" role="status">
        {status}
      </p>
    </div>
  );
}
