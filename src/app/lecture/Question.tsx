import type { SceneText } from '../../lecture/texts';
import type { SceneAt } from '../../state/route';
import { Answers } from './Answers';
import { words } from './words';

const ids = ['question-setting', 'question-text', 'question-answers'] as const;

/** Ids of what is asked: what there is to see, the question, its answers. */
export const ASKED = ids.join(' ');

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
  const verdictOf = (answer: number) => {
    if (asks) return '';
    if (answer === right) return answer === said ? words.right : words.truth;
    return answer === said ? words.said : '';
  };
  return (
    <section className="question" aria-label={words.question}>
      {asks && (
        <p className="question-setting" id={ids[0]}>
          {unbroken(text.setting)}
        </p>
      )}
      <h2 className="question-text" id={ids[1]}>
        {unbroken(text.question)}
      </h2>
      <Answers
        id={ids[2]}
        answers={text.answers}
        said={said}
        marked={asks ? null : right}
        disabled={!asks}
        verdictOf={verdictOf}
        onSay={onSay}
      />
      {asks && (
        <button type="button" className="button button-primary question-reveal" onClick={onReveal}>
          {words.reveal}
        </button>
      )}
      {/* there before it says something: only then is that read out */}
      <div className="question-told" role="status">
        {!asks && (
          <>
            <p className="question-truth">{unbroken(text.reveal)}</p>
            <p className="question-next">{unbroken(text.next)}</p>
          </>
        )}
      </div>
    </section>
  );
}

/** A line does not end beside a sign of relation. */
const unbroken = (text: string) => text.replace(/ ([=<>]) /g, '\u00a0$1\u00a0');
