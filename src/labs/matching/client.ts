import { createRestarting } from '../../compute/restarting';
import type { AdvanceReply, AdvanceRequest, TrainingApi } from './compute/protocol';

export interface TrainingClientOptions {
  spawn(): Worker;
  /** The same training on this thread, loaded only when no worker can be had. */
  inline(): Promise<TrainingApi>;
  /** Says something to the reader. */
  notify(message: string): void;
  /** Silence after which a worker counts as dead, in milliseconds. */
  readonly timeLimit?: number;
}

export interface TrainingClient {
  /** Always answers: a worker that dies is replaced and the steps, a pure function, are repeated. */
  advance(request: AdvanceRequest): Promise<AdvanceReply>;
  loseDevice(): Promise<void>;
  dispose(): void;
}

/** A step of several runs on a slow telephone; a worker that is silent for longer is replaced. */
const TIME_LIMIT_MS = 60_000;

/** The page's side of the training worker. */
export function createTrainingClient(options: TrainingClientOptions): TrainingClient {
  const training = createRestarting<TrainingApi>({
    spawn: options.spawn,
    timeLimit: options.timeLimit ?? TIME_LIMIT_MS,
    greet: (api) => api.ready(),
    inline(reason) {
      options.notify(
        `${reason} Training runs on the page's own thread, and the page moves less smoothly.`,
      );
      return options.inline();
    },
  });
  return {
    advance: (request) => training.call((api) => api.advance(request)),
    loseDevice: () => training.call((api) => api.loseDevice()),
    dispose: () => training.dispose(),
  };
}
