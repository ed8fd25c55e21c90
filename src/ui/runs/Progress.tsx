export interface ProgressProps {
  done: number;
  total: number;
  /** How much of what is under way is done, together. */
  underWay?: number;
  /** What is being done. */
  label: string;
  /** "about 3 min left", or ''. */
  remaining: string;
}

/** How far long work has come. */
export function Progress({ done, total, underWay = 0, label, remaining }: ProgressProps) {
  return (
    <div className="progress">
      <progress value={done + underWay} max={Math.max(1, total)} aria-label={label} />
      <span>
        {done} of {total}
        {remaining && `, ${remaining}`}
      </span>
    </div>
  );
}

/** The time that is left, from what is done so far, in words. */
export function remainingTime(done: number, total: number, elapsed: number): string {
  if (done === 0) return '';
  const seconds = ((elapsed / done) * (total - done)) / 1000;
  if (seconds < 1) return '';
  if (seconds < 90) return `about ${Math.ceil(seconds)} s left`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min left`;
  return `about ${(seconds / 3600).toFixed(1)} h left`;
}
