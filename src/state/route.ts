/** The name under which the figure on the big screen stands in the query, beside the parameters. */
const PRESENT = 'present';

/** What the hash of the page says: `#/argmax?sigma=0.5&present=distribution`. */
export interface Route {
  readonly lab: string;
  /** The parameters, in the form of `encode` in url.ts. */
  readonly query: string;
  /** Id of the figure in presentation mode, or null. */
  readonly present: string | null;
}

/** Reads any text; what is missing is empty. */
export function parseHash(hash: string): Route {
  const body = hash.replace(/^#?\/?/, '');
  const split = body.indexOf('?');
  const lab = split < 0 ? body : body.slice(0, split);
  const parts = (split < 0 ? '' : body.slice(split + 1)).split('&');
  const present = parts.find((part) => part.startsWith(`${PRESENT}=`));
  const query = parts.filter((part) => part && !part.startsWith(`${PRESENT}=`)).join('&');
  return { lab, query, present: present?.slice(PRESENT.length + 1).slice(0, 80) || null };
}

export function formatHash({ lab, query, present }: Route): string {
  const parts = [query, present ? `${PRESENT}=${present}` : ''].filter(Boolean);
  return `#/${lab}${parts.length ? `?${parts.join('&')}` : ''}`;
}
