import type { SceneText } from '../../lecture/texts';
import type { SceneAt } from '../../state/route';

interface QuestionProps {
  readonly text: SceneText;
  /** Number of the right answer, from 1. */
  readonly right: number;
  readonly at: SceneAt;
  onSay(answer: number): void;
  onReveal(): void;
}

/** The question with its answers; after the reveal what is true, beside what was said. */
export function Question({ text, right, at, onSay, onReveal }: QuestionProps) {
  const { asks, said } = at;
  return (
    <section className="question" aria-label="Question">
      {asks && <p className="question-setting">{text.setting}</p>}
      <h2 className="question-text">{text.question}</h2>
      <ol className="question-answers">
        {text.answers.map((answer, i) => (
          <li key={answer}>
            <button
              type="button"
              className="answer"
              aria-pressed={said === i + 1}
              data-right={(!asks && right === i + 1) || undefined}
              disabled={!asks}
              onClick={() => onSay(i + 1)}
            >
              <span className="answer-key" aria-hidden="true">
                {i + 1}
              </span>
              <span>{answer}</span>
              {!asks && <Verdict isRight={right === i + 1} isSaid={said === i + 1} />}
            </button>
          </li>
        ))}
      </ol>
      {asks ? (
        <button type="button" className="button button-primary question-reveal" onClick={onReveal}>
          Reveal
        </button>
      ) : (
        <div className="question-told" role="status">
          <p className="question-truth">{text.reveal}</p>
          <p className="question-next">{text.next}</p>
        </div>
      )}
    </section>
  );
}

function Verdict({ isRight, isSaid }: { isRight: boolean; isSaid: boolean }) {
  const words = [isSaid && 'you said', isRight && 'it is'].filter(Boolean).join(', ');
  return words ? <span className="answer-verdict">{words}</span> : null;
}
