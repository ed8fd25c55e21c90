import { MeanIntro } from '../kit/MeanIntro';
import { usePerturbedValues } from './context';

const terms = { prediction: 'the prediction', signal: 'the signal', noise: 'the noise' };

/** What the lab is about. */
export function Intro() {
  const { sigma } = usePerturbedValues();
  return (
    <MeanIntro sigma={sigma} terms={terms}>
      A solver that picks the best of many structures has no slope. Average what it picks under
      noise, and there is one: for predictions, and for a loss to learn by.
    </MeanIntro>
  );
}
