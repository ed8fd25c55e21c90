import { useState } from 'react';
import { Select, Toggle } from '../../../ui/controls/choices';
import { FileButton } from '../../../ui/FileButton';
import { ParamSegments } from '../../kit/bound';
import { useMatching, useMatchingValues } from '../context';
import { examples } from './examples';
import { textOfFile } from './file';
import { matrixText } from './matrix';
import { readMatrix } from './read';
import './own-matrix.css';

const OWN = 'own';

/** The examples, and the reader's own where that is looked at. */
function Examples({ matrix, onPick }: { matrix: string; onPick(text: string): void }) {
  const at = examples.findIndex(({ text }) => text === (matrix || examples[0].text));
  const own = at < 0 ? [{ value: OWN, label: 'Your own' }] : [];
  return (
    <Select
      label="Matrix"
      value={at < 0 ? OWN : String(at)}
      options={[...examples.map(({ label }, i) => ({ value: String(i), label })), ...own]}
      onChange={(next) => next !== OWN && onPick(examples[Number(next)].text)}
    />
  );
}

/** Where a matrix comes from: typed, pasted, opened or one of the examples; and what its numbers are. */
export function OwnMatrixPanel({ onRead }: { onRead(): void }) {
  const { store } = useMatching();
  const { matrix } = useMatchingValues();
  const [text, setText] = useState('');
  const [pad, setPad] = useState(false);
  const [said, setSaid] = useState<{ readonly text: string; readonly fault: boolean } | null>(null);
  const take = (given: string, filled = pad) => {
    const read = readMatrix(given, filled);
    if (!read.ok) {
      const hint = read.canPad ? ' It can be filled up to a square with zeros.' : '';
      return setSaid({ text: read.fault + hint, fault: true });
    }
    store.set({ matrix: matrixText(read.matrix) });
    setSaid(read.notes.length > 0 ? { text: read.notes.join(' '), fault: false } : null);
    onRead();
  };
  const open = async ([file]: File[]) => {
    const given = textOfFile(file.name, new Uint8Array(await file.arrayBuffer()));
    if ('fault' in given) return setSaid({ text: given.fault, fault: true });
    setText(given.text);
    take(given.text);
  };
  return (
    <div className="own-matrix">
      <Examples
        matrix={matrix}
        onPick={(picked) => {
          store.set({ matrix: picked, matrixOf: 'costs' });
          setSaid(null);
          onRead();
        }}
      />
      <ParamSegments store={store} name="matrixOf" />
      <textarea
        aria-label="Your matrix: a line for each row, or a list of Python, MATLAB or JSON"
        placeholder={
          'A line for each row, or a list of Python, MATLAB or JSON:\n4 1 3\n2 0 5\n3 2 2'
        }
        rows={4}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={text.trim() === ''}
          onClick={() => take(text)}
        >
          Read the matrix
        </button>
        <FileButton label="Open a file" onFiles={(files) => void open(files)} />
        <Toggle
          label="Fill up a rectangle with zeros"
          checked={pad}
          onChange={(on) => {
            setPad(on);
            if (text.trim() !== '') take(text, on);
          }}
        />
      </div>
      {said && (
        <p className={said.fault ? 'field-fault' : 'muted'} role="status">
          {said.text}
        </p>
      )}
    </div>
  );
}
