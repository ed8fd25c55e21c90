import { useCallback } from 'react';
import { FileDrop } from '../../../ui/FileDrop';
import { useRankings } from '../context';

/** Takes tables of rankings that are dropped on the page. */
export function DroppedRankings() {
  const { results } = useRankings();
  const open = useCallback((files: File[]) => void results.addFiles(files), [results]);
  return (
    <FileDrop
      label="Drop rankings to learn from: a table, or the folder of the 21 sets; or a course"
      onFiles={open}
    />
  );
}
