import type { SceneText } from '../../lecture/texts';
import type { SceneAt } from '../../state/route';
import { Answers } from '../lecture/Answers';
import { Notes } from './Notes';
import { words } from './words';

interface NowProps {
  readonly at: SceneAt;
  readonly where: string;
  readonly text: SceneText;
  /** Number of the right answer, from 1. */
  readonly right: number;
  /** Votes for each answer, where they are counted. */
  readonly counts: readonly number[] | null;
  onSay(answer: number): void;
}

/** The scene that the audience sees, with what it does not see. */
export function Now({ at, where, text, right, counts, onSay }: NowProps) {
  const { asks, said } = at;
  return (
    <section className="speaker-now" aria-label={text.name}>
      <p className="muted">{where}</p>
      <h2 className="speaker-sentence">{text.sentence}</h2>
      <Notes text={text} />
      <section aria-label={words.answers}>
        <h3 className="speaker-question">{text.question}</h3>
        <Answers
          answers={text.answers}
          said={said}
          marked={right}
          disabled={!asks}
          counts={counts}
          verdictOf={(answer) =>
            [answer === said && words.said, answer === right && words.right]
              .filter(Boolean)
              .join(', ')
          }
          onSay={onSay}
        />
        <p className="speaker-truth">
          <span className="muted">{asks ? words.open : words.revealed}</span> {text.reveal}
        </p>
      </section>
    </section>
  );
}
