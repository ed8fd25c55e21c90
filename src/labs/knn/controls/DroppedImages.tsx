import { useCallback } from 'react';
import { FileDrop } from '../../../ui/FileDrop';
import { useKnn } from '../context';

/** Takes images that are dropped on the page. */
export function DroppedImages() {
  const { results } = useKnn();
  const open = useCallback((files: File[]) => void results.addFiles(files), [results]);
  return (
    <FileDrop
      label="Drop images to learn from: data files, an archive, a folder; or a course"
      onFiles={open}
    />
  );
}
