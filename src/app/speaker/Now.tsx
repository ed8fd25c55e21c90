import type { SceneText } from '../../lecture/texts';
import type { SceneAt } from '../../state/route';
import { Notes } from './Notes';
import { words } from './words';

interface NowProps {
  readonly at: SceneAt;
  readonly where: string;
  readonly text: SceneText;
  /** Number of the right answer, from 1. */
  readonly right: number;
  onSay(answer: number): void;
}

/** The scene that the audience sees, with what it does not see. */
export function Now({ at, where, text, right, onSay }: NowProps) {
  const { asks, said } = at;
  return (
    <section className="speaker-now" aria-label={text.name}>
      <p className="muted">{where}</p>
      <h2 className="speaker-sentence">{text.sentence}</h2>
      <Notes text={text} />
      <section aria-label={words.answers}>
        <h3 className="speaker-question">{text.question}</h3>
        <ol className="speaker-answers">
          {text.answers.map((answer, i) => (
            <li key={answer}>
              <button
                type="button"
                className="answer"
                aria-pressed={said === i + 1}
                data-right={right === i + 1 || undefined}
                disabled={!asks}
                onClick={() => onSay(i + 1)}
              >
                <span className="answer-key" aria-hidden="true">
                  {i + 1}
                </span>
                <span>{answer}</span>
                <span className="answer-verdict">
                  {[said === i + 1 && words.said, right === i + 1 && words.right]
                    .filter(Boolean)
                    .join(', ')}
                </span>
              </button>
            </li>
          ))}
        </ol>
        <p className="speaker-truth">
          <span className="muted">{asks ? words.open : words.revealed}</span> {text.reveal}
        </p>
      </section>
    </section>
  );
}
