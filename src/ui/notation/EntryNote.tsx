import { use } from 'react';
import { PopoverContext } from '../overlay/popover-context';
import { NotationContext } from './context';
import { Elsewhere } from './Elsewhere';
import type { NotationEntry } from './types';

/** What a popover says of an entry, and the way to all others. */
export function EntryNote({ entry }: { entry: NotationEntry }) {
  const { anchor, close } = use(PopoverContext);
  const actions = use(NotationContext);
  const notation = actions && use(actions.load());
  if (!notation) return null;
  return (
    <>
      <p>{entry.sentence}</p>
      <Elsewhere {...{ notation, entry }} />
      <button
        type="button"
        className="button"
        onClick={() => {
          close();
          actions.open(entry.id, anchor.current);
        }}
      >
        {notation.words.title}
      </button>
    </>
  );
}
