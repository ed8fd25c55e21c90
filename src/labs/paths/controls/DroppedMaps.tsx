import { useCallback } from 'react';
import { FileDrop } from '../../../ui/FileDrop';
import { usePaths } from '../context';

/** Takes maps and pictures that are dropped on the page. */
export function DroppedMaps() {
  const { results } = usePaths();
  const open = useCallback((files: File[]) => void results.addFiles(files), [results]);
  return (
    <FileDrop
      label="Drop a picture, or test_maps.npy and test_vertex_weights.npy of the Warcraft maps; or a course"
      onFiles={open}
    />
  );
}
