import { pageUrl } from '../copy';
import { useServices } from '../services';
import { Citation } from './Citation';
import { papers, siteCitation } from './citations';

/** How to cite the paper, and this site in the version that was used. */
export default function CiteBody() {
  const { version } = useServices();
  return (
    <>
      <h3 className="help-title">The paper</h3>
      <Citation cited={papers[0]} />
      <h3 className="help-title">This site</h3>
      <Citation cited={siteCitation(version, pageUrl())} />
    </>
  );
}
