import type { SceneText } from '../../lecture/texts';
import { words } from './words';

/** What to say and do in a scene. */
export function Notes({ text }: { text: SceneText }) {
  return (
    <>
      <p className="notes-breath">
        <span className="visually-hidden">{words.breath}: </span>
        {text.breath}
      </p>
      <ul className="notes-cues" aria-label={words.cues}>
        {text.cues.map((cue) => (
          <li key={cue}>{cue}</li>
        ))}
      </ul>
    </>
  );
}
