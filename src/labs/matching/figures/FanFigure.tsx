import { useMemo } from 'react';
import { describeFan } from '../../../charts/fan/describe';
import { FanChart } from '../../../charts/fan/FanChart';
import { useFigureActions } from '../../../ui/figure/context';
import { Figure } from '../../../ui/figure/Figure';
import { useInstance } from '../context';
import { FAN_DRAWS, fanData, fanTable, fanTitle } from './fan';

/** Which of all matchings of a few numbers the loss touches, under both signs of epsilon. */
export function FanFigure() {
  const shown = useInstance();
  const data = useMemo(() => shown && fanData(shown), [shown]);
  const count = data?.places[0].length ?? 0;
  return (
    <Figure
      id="fan"
      title={data ? fanTitle(data) : 'Which matchings the loss touches'}
      sentence={
        <>
          {count} numbers of the sequence in all {data?.places.length ?? 0} matchings, {FAN_DRAWS}{' '}
          draws of noise; σ, ε and training move it. <SignLink />
        </>
      }
      description={data ? describeFan(data) : 'The scores are not finite numbers.'}
      source={
        shown
          ? { backend: 'cpu', adapter: '', samples: FAN_DRAWS, seed: shown.run.setup.seed }
          : undefined
      }
      table={() => (data ? fanTable(data) : { columns: [], rows: [] })}
      height={400}
    >
      {(frame) => data && <FanChart {...data} {...frame} />}
    </Figure>
  );
}

/** To the figure that trains with both signs. */
function SignLink() {
  const { presenting, present } = useFigureActions();
  const go = () =>
    presenting ? present('sign') : document.getElementById('figure-sign')?.scrollIntoView();
  return (
    <button type="button" className="word" onClick={go}>
      What that does to learning: Figure 3
    </button>
  );
}
