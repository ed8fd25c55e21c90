import { usePlace } from '../hooks';
import { useServices } from '../services';
import { CodeField } from './CodeField';
import { hashOfFigure, markdownLink } from './code';
import { baseUrl, EmbedCode } from './EmbedCode';
import { embedWords as words } from './words';

/** A figure that is to stand in another page. */
export interface EmbeddedFigure {
  readonly id: string;
  readonly title: string;
}

/** What puts a figure, or else the page as it is, into another page. */
export default function EmbedBody({ figure }: { readonly figure: EmbeddedFigure | null }) {
  const { navigation } = useServices();
  const lab = usePlace('lab');
  const here = navigation.hashOf(lab);
  const framed = figure
    ? { hash: hashOfFigure(here, figure.id), title: figure.title }
    : { hash: here, title: document.title };
  return (
    <div className="receipt">
      <p>{words.about}</p>
      <EmbedCode {...framed} />
      <CodeField
        label={words.markdown}
        text={markdownLink(baseUrl(), framed)}
        copy={words.copyMarkdown}
        copied={words.copiedLink}
      />
    </div>
  );
}
