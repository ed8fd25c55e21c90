import { useRef, useState, type ReactNode } from 'react';

export interface SwipedPart {
  readonly name: string;
  /** What stands on the button that leads to it. */
  readonly symbol: string;
  readonly content: ReactNode;
}

/**
 * Parts side by side of which one is in sight. A swipe leads to the next, and so do the button, whose
 * dots say which it is, and the focus, which the browser scrolls to.
 */
export function Swiped({ parts }: { parts: readonly SwipedPart[] }) {
  const strip = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(0);
  const next = (shown + 1) % parts.length;
  const turn = () => {
    const { current } = strip;
    current?.scrollTo({ left: next * current.clientWidth });
  };
  return (
    <>
      <div
        className="swiped"
        ref={strip}
        onScroll={({ currentTarget: { scrollLeft, clientWidth } }) =>
          setShown(Math.round(scrollLeft / clientWidth))
        }
      >
        {parts.map(({ name, content }) => (
          <div key={name}>{content}</div>
        ))}
      </div>
      {parts.length > 1 && (
        <button
          type="button"
          className="bare-button swiped-next"
          aria-label={`Show ${parts[next].name}`}
          onClick={turn}
        >
          <var className="symbol">{parts[next].symbol}</var>
          <span className="swiped-dots">
            {parts.map(({ name }, i) => (
              <i key={name} data-on={i === shown} />
            ))}
          </span>
        </button>
      )}
    </>
  );
}
