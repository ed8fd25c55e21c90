export interface Task {
  name: string;
  cores?: number;
  needs?: string[];
}
export interface ScheduleOptions<T extends Task, R> {
  cores: number;
  run: (task: T) => Promise<R>;
  endedWell: (result: R) => boolean;
  withhold: (task: T, need: string) => R;
}
export function schedule<T extends Task, R>(
  tasks: T[],
  options: ScheduleOptions<T, R>,
): Promise<R[]>;
