import type { SceneText } from '../../lecture/texts';
import type { SceneAt } from '../../state/route';
import { Answers } from './Answers';
import { words } from './words';

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
  const verdictOf = (answer: number) =>
    asks
      ? ''
      : [answer === said && words.said, answer === right && words.right].filter(Boolean).join(', ');
  return (
    <section className="question" aria-label={words.question}>
      {asks && <p className="question-setting">{text.setting}</p>}
      <h2 className="question-text">{text.question}</h2>
      <Answers
        answers={text.answers}
        said={said}
        marked={asks ? null : right}
        disabled={!asks}
        verdictOf={verdictOf}
        onSay={onSay}
      />
      {asks ? (
        <button type="button" className="button button-primary question-reveal" onClick={onReveal}>
          {words.reveal}
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
