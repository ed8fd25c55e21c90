import { useEffect } from 'react';
import { EmbedLink } from './EmbedLink';
import { usePlace } from '../hooks';

/** The last line of a page in another one, where what is presented has none of its own. */
export default function EmbedFoot() {
  const presented = usePlace('present');
  const scene = usePlace('scene');
  usePostedHeight();
  if (presented !== null || scene !== null) return null;
  return (
    <footer className="embed-foot">
      <EmbedLink />
    </footer>
  );
}

const HEIGHT_MESSAGE = 'noisy-argmax:height';

/** Tells the page around how high this one is, now and whenever that changes: see docs/embed.md. */
function usePostedHeight(): void {
  useEffect(() => {
    if (window.parent === window) return undefined;
    let posted = 0;
    let frame = { width: 0, height: 0 };
    const post = () => {
      const { innerWidth: width, innerHeight: height } = window;
      const hasFollowed = width === frame.width && height !== frame.height;
      frame = { width, height };
      const px = contentHeight();
      // another height may be another layout: it gets what it lacks, and then there is an end
      if (px === posted || (hasFollowed && px < posted)) return;
      posted = px;
      // a height in pixels says nothing that any page around may not know
      window.parent.postMessage({ type: HEIGHT_MESSAGE, px }, '*');
    };
    const sizes = new ResizeObserver(post);
    sizes.observe(document.body);
    const contents = new MutationObserver((found) => found.some(isAround) && post());
    contents.observe(document.documentElement, {
      ...{ subtree: true, childList: true },
      attributeFilter: ['data-state'],
    });
    return () => {
      sizes.disconnect();
      contents.disconnect();
    };
  }, []);
}

/** Whether something has changed that is not in a plot: that has its height whatever is in it. */
const isAround = ({ target }: MutationRecord) =>
  !(target instanceof Element && target.closest('.figure-plot'));

/** Height of what is in the page where nothing is as high as the window. */
function contentHeight(): number {
  const { body, documentElement } = document;
  documentElement.dataset['measured'] = '';
  const { height } = body.getBoundingClientRect();
  delete documentElement.dataset['measured'];
  // layout counts in 64ths of a pixel, so that no height is on the edge
  return Math.ceil(height - 0.1);
}
