import { useState } from 'react';
import { useFigureActions } from '../../ui/figure/context';
import { repositoryOf } from '../repository';
import { useServices } from '../services';
import { issueUrl, reportText } from './report';

/** A report of a problem in the making: the reader sees all that it says, and sends it, or copies it. */
export default function ReportBody({ receipt }: { receipt: string }) {
  const { version } = useServices();
  const { notify } = useFigureActions();
  const [words, setWords] = useState('');
  const [copied, setCopied] = useState(true);
  const repository = repositoryOf(location);
  const facts = { version, browser: navigator.userAgent, link: location.href, receipt };
  const text = reportText({ words, ...facts });
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => notify('The report is copied.'),
      () => setCopied(false),
    );
  return (
    <div className="receipt">
      <label className="receipt-text">
        <span>What happened, and what should have happened?</span>
        <textarea rows={4} value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      <p>
        {repository
          ? 'This is what the report says. Nothing is sent before you submit it at GitHub.'
          : 'This is what the report says. This copy of the site does not know where its source is: send the text to whoever gave you the address.'}
      </p>
      <pre className="citation-bibtex" role="region" aria-label="The report">
        {text}
      </pre>
      <p className="field-fault" role="alert">
        {!copied && 'The browser does not allow copying; select the text above.'}
      </p>
      <p className="row">
        {repository && (
          <a
            className="button primary"
            href={issueUrl(repository, text)}
            target="_blank"
            rel="noreferrer"
          >
            Open the form at GitHub
          </a>
        )}
        <button type="button" className="button" onClick={copy}>
          Copy the text
        </button>
      </p>
    </div>
  );
}
