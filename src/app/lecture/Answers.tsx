interface AnswersProps {
  readonly answers: readonly string[];
  /** The answer given, from 1. */
  readonly said: number | null;
  /** Number of the answer that is marked as right; null while none is. */
  readonly marked: number | null;
  readonly disabled: boolean;
  /** What is said beside an answer, by its number; '' for nothing. */
  verdictOf(answer: number): string;
  onSay(answer: number): void;
}

/** The answers to a question as buttons, each with the digit that is its key. */
export function Answers({ answers, said, marked, disabled, verdictOf, onSay }: AnswersProps) {
  return (
    <ol className="question-answers">
      {answers.map((text, i) => {
        const answer = i + 1;
        const verdict = verdictOf(answer);
        return (
          <li key={text}>
            <button
              type="button"
              className="answer"
              aria-pressed={said === answer}
              data-right={marked === answer || undefined}
              disabled={disabled}
              onClick={() => onSay(answer)}
            >
              <span className="answer-key" aria-hidden="true">
                {answer}
              </span>
              <span>{text}</span>
              {verdict && <span className="answer-verdict">{verdict}</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
