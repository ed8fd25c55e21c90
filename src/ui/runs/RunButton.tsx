import { Icon } from '../Icon';
import { pauseIcon, playIcon } from './icons';

export interface RunButtonProps {
  playing: boolean;
  /** Whether any run can make a step. */
  canRun: boolean;
  /** Whether all runs have come to their end: then they begin again, or make some more steps. */
  over: boolean;
  onPlay(): void;
  onPause(): void;
  onAgain(): void;
}

/** Runs and pauses a training. */
export function RunButton({ playing, canRun, over, onPlay, onPause, onAgain }: RunButtonProps) {
  return (
    <button
      type="button"
      className="button transport-run"
      disabled={!canRun && !playing && !over}
      onClick={playing ? onPause : over ? onAgain : onPlay}
    >
      <Icon name={playing ? pauseIcon : over ? 'reset' : playIcon} />
      <span>{playing ? 'Pause' : over ? 'Again' : 'Run'}</span>
    </button>
  );
}
