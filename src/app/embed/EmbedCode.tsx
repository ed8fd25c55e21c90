import { CodeField } from './CodeField';
import { iframeCode, type Framed } from './code';
import { embedWords as words } from './words';

/** Where this copy of the page lies. */
export const baseUrl = () => new URL('./', document.baseURI).href;

/** The code that puts a state of the page into another one. */
export function EmbedCode(framed: Framed) {
  return (
    <CodeField
      label={words.html}
      text={iframeCode(baseUrl(), framed)}
      copy={words.copyHtml}
      copied={words.copied}
    />
  );
}
