import { usePlace } from '../hooks';
import { useServices } from '../services';

/** Whose page it is that stands in another one, and the way to all of it. */
export function EmbedLink() {
  const { navigation } = useServices();
  const lab = usePlace('lab');
  // as it stands when the link is followed
  const whole = () => `${location.pathname}${navigation.hashOf(lab)}`;
  return (
    <span className="embed-link">
      Noisy Argmax ·{' '}
      <a
        href={whole()}
        target="_blank"
        rel="noreferrer"
        onClick={({ currentTarget }) => (currentTarget.href = whole())}
      >
        open
      </a>
    </span>
  );
}
