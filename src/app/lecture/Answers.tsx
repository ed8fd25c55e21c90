import type { CSSProperties } from 'react';

interface AnswersProps {
  readonly id?: string;
  readonly answers: readonly string[];
  /** The answer given, from 1. */
  readonly said: number | null;
  /** Number of the answer that is marked as right; null while none is. */
  readonly marked: number | null;
  readonly disabled: boolean;
  /** Votes for each answer, where they are counted: bars behind the answers. */
  readonly counts?: readonly number[] | null;
  /** What is said beside an answer, by its number; '' for nothing. */
  verdictOf(answer: number): string;
  onSay(answer: number): void;
}

/** The answers to a question as buttons, each with the digit that is its key. */
export function Answers(props: AnswersProps) {
  const { id, answers, said, marked, disabled, counts, verdictOf, onSay } = props;
  const sum = counts?.reduce((a, b) => a + b, 0) ?? 0;
  return (
    <ol className="question-answers" id={id}>
      {answers.map((text, i) => {
        const answer = i + 1;
        const verdict = verdictOf(answer);
        const count = counts?.[i] ?? 0;
        return (
          <li key={text}>
            <button
              type="button"
              className="answer"
              aria-pressed={said === answer}
              data-right={marked === answer || undefined}
              disabled={disabled}
              style={sum > 0 ? shareStyle(count / sum) : undefined}
              onClick={() => onSay(answer)}
            >
              <span className="answer-key" aria-hidden="true">
                {answer}
              </span>
              <span>{text}</span>
              {sum > 0 && <span className="answer-count">{count}</span>}
              {verdict && <span className="answer-verdict">{verdict}</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

const shareStyle = (share: number) =>
  ({ '--share': `${(100 * share).toFixed(1)}%` }) as CSSProperties;
