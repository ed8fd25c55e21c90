import { useEffect } from 'react';
import { usePlace } from './hooks';
import { useServices } from './services';

/** The last line of a page that stands in another one: whose it is, and the way to all of it. */
export default function EmbedFoot() {
  const { navigation } = useServices();
  const lab = usePlace('lab');
  usePostedHeight();
  // as it stands when the link is followed
  const whole = () => `${location.pathname}${navigation.hashOf(lab)}`;
  return (
    <footer className="embed-foot">
      Noisy Argmax ·{' '}
      <a
        href={whole()}
        target="_blank"
        rel="noreferrer"
        onClick={({ currentTarget }) => (currentTarget.href = whole())}
      >
        open
      </a>
    </footer>
  );
}

const HEIGHT_MESSAGE = 'noisy-argmax:height';

/** Tells the page around how high this one is, now and whenever that changes: see docs/embed.md. */
function usePostedHeight(): void {
  useEffect(() => {
    if (window.parent === window) return undefined;
    const { body } = document;
    // a height in pixels says nothing that any page around may not know
    const post = () =>
      window.parent.postMessage({ type: HEIGHT_MESSAGE, px: Math.ceil(body.scrollHeight) }, '*');
    const observer = new ResizeObserver(post);
    observer.observe(body);
    return () => observer.disconnect();
  }, []);
}
