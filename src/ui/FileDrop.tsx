import { useContext, useEffect, useState } from 'react';
import { PageFilesContext } from './page-files';

interface FileDropProps {
  readonly label: string;
  onFiles(files: File[]): void;
}

/**
 * Called with all files that are dropped anywhere on the page, folders opened, but for what is the page's own;
 * without properties only that is taken.
 */
export function FileDrop({ label = 'Drop the file of a course', onFiles }: Partial<FileDropProps>) {
  const [over, setOver] = useState(false);
  const take = useContext(PageFilesContext);
  useEffect(() => {
    const has = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const drag = (event: DragEvent) => {
      if (!has(event)) return;
      // a dialog that takes files itself has said so before
      setOver(!event.defaultPrevented);
      event.preventDefault();
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!has(event)) return;
      setOver(false);
      if (event.defaultPrevented) return;
      event.preventDefault();
      void filesOf(event).then(
        (files) => take(files, onFiles),
        // they are gone, or not allowed to be read
        () => take([], onFiles),
      );
    };
    document.addEventListener('dragover', drag);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', drag);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, [onFiles, take]);
  return over ? <div className="file-drop">{label}</div> : null;
}

/** All files of a drop; a folder gives its files with their paths. */
async function filesOf({ dataTransfer }: DragEvent): Promise<File[]> {
  const entries = [...(dataTransfer?.items ?? [])]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  // a browser, or a test, that gives files without entries
  if (entries.length === 0) return [...(dataTransfer?.files ?? [])];
  return (await Promise.all(entries.map((entry) => readEntry(entry)))).flat();
}

async function readEntry(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    Object.defineProperty(file, 'webkitRelativePath', { value: entry.fullPath.slice(1) });
    return [file];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    // a reader hands out its entries in portions, the last of which is empty
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map((child) => readEntry(child)))).flat();
}
