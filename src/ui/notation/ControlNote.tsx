import { use } from 'react';
import { AboutContext, NotationContext } from './context';
import { EntryNote } from './EntryNote';

/** What the notation says of the parameter whose control is around. */
export default function ControlNote() {
  const about = use(AboutContext);
  const actions = use(NotationContext);
  const notation = actions && use(actions.load());
  const entry = notation?.entries.find(({ params }) => about !== null && params.includes(about));
  return entry ? <EntryNote entry={entry} /> : null;
}
