import './code-lines.css';
import { useFigureActions } from '../../ui/figure/context';

interface CodeLinesProps {
  /** What they are, in a sentence: "The CSV in pandas". */
  readonly title: string;
  /** What they are called: "Lines for pandas". */
  readonly name: string;
  readonly lines: string;
}

/** Lines of code to be read and copied. */
export function CodeLines({ title, name, lines }: CodeLinesProps) {
  const { notify } = useFigureActions();
  const copy = () =>
    void navigator.clipboard.writeText(lines).then(
      () => notify(`Copied: ${name}.`),
      () => notify('The browser does not allow copying: select the lines.'),
    );
  return (
    <>
      <p className="muted">{title}:</p>
      <pre className="code-lines" role="region" aria-label={name}>
        {lines}
      </pre>
      <p>
        <button type="button" className="button" aria-label={`Copy: ${name}`} onClick={copy}>
          Copy
        </button>
      </p>
    </>
  );
}
