import { messageOf } from '../../core/message-of';
import { parseResults, resultsFile, type ResultsKind } from '../../core/training/results';
import { download } from '../../ui/download';
import { FileButton } from '../../ui/FileButton';
import { useFigureActions } from '../../ui/figure/context';
import type { FigureSource, FigureTable } from '../../ui/figure/types';

interface ResultsFilesProps<Job extends object, Result extends Job> {
  readonly kind: ResultsKind<Job, Result>;
  /** What is saved, its seed, and the table that it makes, with the number of samples that it stands on. */
  readonly results: readonly Result[];
  readonly seed: number;
  readonly samples: number;
  /** What made them, where that is not the CPU. */
  readonly source?: Pick<FigureSource, 'backend' | 'adapter'>;
  table(): FigureTable;
  /** @throws Error with a sentence, where they can't be used here */
  onOpen(results: readonly Result[]): void;
}

/** Results out as the file that the command line writes, and such files in. */
export function ResultsFiles<Job extends object, Result extends Job>({
  kind,
  results,
  seed,
  samples,
  source = { backend: 'cpu', adapter: '' },
  table,
  onOpen,
}: ResultsFilesProps<Job, Result>) {
  const { notify, receipt, presenting } = useFigureActions();
  // on a big screen nobody looks for a file
  if (presenting) return null;
  const open = async ([file]: File[]) => {
    const parsed = parseResults(kind, await file.text());
    if (!parsed.ok) return notify(`${file.name}: ${parsed.fault}`, 'error');
    try {
      onOpen(parsed.file.results);
    } catch (error) {
      return notify(`${file.name}: ${messageOf(error)}`, 'error');
    }
    notify(`${parsed.file.results.length} results of ${file.name} are in the table.`);
  };
  const save = async () => {
    const made = await receipt({ ...source, samples, seed }, table());
    const { version } = JSON.parse(made) as { version: string };
    download(`${kind.kind}.json`, resultsFile(kind, { version, made, seed, results }));
  };
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={results.length === 0}
        onClick={() => void save()}
      >
        Save as JSON
      </button>
      <FileButton
        label="Open JSON"
        accept=".json,application/json"
        onFiles={(files) => void open(files)}
      />
    </>
  );
}
