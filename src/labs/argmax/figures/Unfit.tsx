import { useArgmax } from '../context';
import type { ArgmaxValues } from '../params';

/** In place of a plot that needs other settings: says why, and offers them. */
export function Unfit(props: { why: string; offer: string; settings: Partial<ArgmaxValues> }) {
  const { store } = useArgmax();
  return (
    <p className="figure-empty">
      {props.why}{' '}
      <button type="button" className="button" onClick={() => store.set(props.settings)}>
        {props.offer}
      </button>
    </p>
  );
}
