/** What a report of a problem says. */
export interface Report {
  /** What the reader has to say. */
  readonly words: string;
  readonly version: string;
  readonly browser: string;
  /** Address of the page as it stands. */
  readonly link: string;
  /** The receipt of the figure that it is about, or ''. */
  readonly receipt: string;
}

/** Longer parts are cut: GitHub refuses addresses of more than about 8,000 characters. */
const MOST = { words: 1500, browser: 300, link: 1500, receipt: 1500 } as const;
/** Characters of an address that every browser and server takes. */
const MAX_URL = 7500;

const cut = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

/** A report in Markdown. */
export function reportText({ words, version, browser, link, receipt }: Report): string {
  const parts = [
    cut(words.trim(), MOST.words) || '(What happened, and what should have happened?)',
    `- Version: ${version}\n- Browser: ${cut(browser, MOST.browser)}\n- Link: ${cut(link, MOST.link)}`,
    receipt && `Receipt of the figure:\n\n\`\`\`json\n${cut(receipt, MOST.receipt)}\n\`\`\``,
  ];
  return parts.filter(Boolean).join('\n\n');
}

/**
 * Address of a form for a new issue that holds the report. Nothing is sent before the reader submits it there.
 * Where signs that an address spells out make it too long, the end of the text is left out.
 */
export function issueUrl(repository: string, text: string): string {
  const url = `${repository}/issues/new?title=${encodeURIComponent('Problem: ')}&body=`;
  let body = encoded(text);
  for (let most = text.length; url.length + body.length > MAX_URL; most *= 0.9)
    body = encoded(cut(text, Math.floor(most)));
  return url + body;
}

/** Half of a pair that was cut in two is a sign that no address can say. */
const encoded = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''));
