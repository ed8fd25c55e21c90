import { useState, type DragEvent } from 'react';
import { isCourseText } from '../lecture/course-file';
import { parseReceipt, type Receipt } from '../state/receipt';
import { extractReceipt, fromText, type Extracted } from '../ui/export/extract';
import { groupDigits } from '../ui/figure/source';
import { openCourse } from './course/open';
import { heldIn } from './lesson/hold';
import { useServices } from './services';

/** Takes a figure that was saved from this app, in any format, and shows its state again; or a course. */
export default function ReceiptBody({ onDone }: { onDone(): void }) {
  const services = useServices();
  const { navigation, notices, version } = services;
  const [fault, setFault] = useState('');
  const [text, setText] = useState('');

  const replay = (extracted: Extracted) => {
    if (extracted.ok && isCourseText(extracted.text)) return take(extracted.text);
    const parsed = extracted.ok ? parseReceipt(extracted.text) : extracted;
    if (!parsed.ok) return setFault(parsed.fault);
    const { lab } = navigation.place.getState();
    navigation.open(heldIn(navigation.hashOf(lab), parsed.receipt.hash));
    notices.add(summary(parsed.receipt, version));
    onDone();
  };
  const take = (course: string) => {
    const found = openCourse(services, course);
    if (found !== null) return setFault(found);
    onDone();
  };
  const read = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MAX_BYTES) return setFault(`The file "${file.name}" is too large: over 50 MB.`);
    replay(extractReceipt(new Uint8Array(await file.arrayBuffer())));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void read(event.dataTransfer.files[0]);
  };

  return (
    // dropping is a shortcut: the file button and the text field below do the same
    <div className="receipt" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <p>
        Every saved figure remembers how it was made. Drop it here, or the file of a course, or
        choose it:
      </p>
      <input
        type="file"
        aria-label="A saved figure"
        accept=".svg,.png,.csv,.json"
        onChange={(event) => void read(event.target.files?.[0])}
      />
      <label className="receipt-text">
        <span>Or paste its text</span>
        <textarea rows={4} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <p className="field-fault" role="alert">
        {fault}
      </p>
      <button
        type="button"
        className="button primary"
        disabled={text.trim() === ''}
        onClick={() => replay(fromText(text))}
      >
        Show it again
      </button>
    </div>
  );
}

const MAX_BYTES = 50e6;

function summary(receipt: Receipt, version: string): string {
  const { backend, samples, seed } = receipt;
  const made = `made with ${groupDigits(samples)} ${samples === 1 ? 'draw' : 'samples'} of seed ${seed} on ${backend}`;
  const other =
    receipt.version === version ? '' : ` by version ${receipt.version}, this is ${version}`;
  return `The state of the saved figure is back: ${made}${other}.`;
}
