import type { ReactNode } from 'react';
import { IconButton } from '../basics';
import { Icon } from '../Icon';
import { Stages } from './Stages';

export interface TransportProps {
  playing: boolean;
  /** Whether any run can make a step. */
  canRun: boolean;
  /** Where it stands: "step 214 · loss 0.0031". */
  status: string;
  onPlay(): void;
  onPause(): void;
  onStep(): void;
  onReset(): void;
  /** The named stages of a slow step, and the one that is shown, or null. */
  stages: readonly string[];
  stage: number | null;
  onStage(): void;
  /** Whether the stages are told here; else the main figure does. */
  rail: boolean;
  /** The choice of speed. */
  children?: ReactNode;
}

/** Runs, pauses and steps a training; the slow step walks through the stages of one. */
export function Transport(props: TransportProps) {
  const { playing, canRun, status, stages, stage, onPlay, onPause, onStep, onReset } = props;
  return (
    <div className="transport" role="group" aria-label="Training">
      <div className="transport-buttons">
        <button
          type="button"
          className="button transport-run"
          disabled={!canRun && !playing}
          onClick={playing ? onPause : onPlay}
        >
          <Icon name={playing ? 'pause' : 'play'} />
          {playing ? 'Pause' : 'Run'}
        </button>
        <IconButton icon="step" label="One step" disabled={playing || !canRun} onClick={onStep} />
        <IconButton
          icon="slow"
          label={stage === null ? 'One slow step' : 'Next stage of the slow step'}
          disabled={playing || !canRun}
          onClick={props.onStage}
        />
        <IconButton icon="reset" label="Back to step 0" onClick={onReset} />
        {props.children}
      </div>
      <p className="transport-status" role="status">
        {status}
      </p>
      {stage !== null && props.rail && <Stages stages={stages} stage={stage} />}
    </div>
  );
}
