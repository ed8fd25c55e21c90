import type { SceneText } from '../../lecture/texts';
import { useVanilla } from '../../state/react';
import { IconButton } from '../../ui/basics';
import { BlankScreen } from '../BlankScreen';
import type { Audience } from './audience';
import { Notes } from './Notes';
import { words } from './words';

interface AudienceMarksProps {
  readonly audience: Audience;
  readonly text: SceneText;
  /** Number of the right answer, from 1. */
  readonly right: number;
  /** Name of the scene that follows; null after the last. */
  readonly next: string | null;
}

/** On the audience's own window: a dot where the speaker's is lost, and notes where it was blocked. */
export function AudienceMarks({ audience, text, right, next }: AudienceMarksProps) {
  const { notes, blank } = useVanilla(audience.state);
  const contact = useVanilla(audience.contact);
  return (
    <>
      {contact === 'lost' && (
        <span className="speaker-lost" role="img" aria-label={words.lost} title={words.lost} />
      )}
      {notes === 'shown' && (
        <aside className="notes-overlay" aria-label={words.notes}>
          <IconButton icon="close" label={words.closeNotes} onClick={audience.openSpeaker} />
          <Notes text={text} />
          <p>
            {text.answers[right - 1]} ({words.right})
          </p>
          <p className="muted">{next === null ? words.lastScene : `${words.nextScene}: ${next}`}</p>
        </aside>
      )}
      {blank && <BlankScreen onEnd={() => audience.run({ do: 'blank' })} />}
    </>
  );
}
