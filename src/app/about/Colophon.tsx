import { repositoryOf } from '../repository';
import { Citation } from './Citation';
import { papers } from './citations';

/** Whose work this explains, how to cite it, and under what licence it stands. */
export function Colophon() {
  const source = repositoryOf(location);
  return (
    <footer className="home-cite">
      <Citation before="Explains " cited={papers[0]} />
      <p className="muted">
        MIT licence.{source && ' '}
        {source && <a href={source}>Source code</a>}
      </p>
    </footer>
  );
}
