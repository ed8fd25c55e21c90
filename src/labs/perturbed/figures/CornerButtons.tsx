import { usePerturbed } from '../context';
import { MAX_CORNERS, MIN_CORNERS } from '../params';

/** Adds a corner to the reader's polygon, and takes the last one away. */
export function CornerButtons({ vertices }: { vertices: readonly number[] }) {
  const { store } = usePerturbed();
  const count = vertices.length / 2;
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={count >= MAX_CORNERS}
        onClick={() => store.set({ vertices: withCorner(vertices) })}
      >
        Add a corner
      </button>
      <button
        type="button"
        className="button"
        disabled={count <= MIN_CORNERS}
        onClick={() => store.set({ vertices: vertices.slice(0, -2) })}
      >
        Remove one
      </button>
    </>
  );
}

/** One corner more, outside of the edge between the last and the first. */
function withCorner(vertices: readonly number[]): number[] {
  const [x, y] = vertices;
  const [u, v] = vertices.slice(-2);
  const out = (a: number, b: number) =>
    Number(Math.min(2, Math.max(-2, 0.62 * (a + b))).toFixed(2));
  return [...vertices, out(x, u), out(y, v)];
}
