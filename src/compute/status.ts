import type { ComputeStatus, TrainingInfo } from './service';

export const threadsLabel = (threads: number): string =>
  threads === 1 ? '1 CPU thread' : `${threads} CPU threads`;

/** What training tells with its replies. */
export const trainingInfo = ({
  status,
  engine,
  backend,
  adapter,
  note,
}: ComputeStatus): TrainingInfo => ({
  ...{ status, adapter, note },
  backend: engine === 'own' || backend === 'cpu' ? 'own' : backend,
});
