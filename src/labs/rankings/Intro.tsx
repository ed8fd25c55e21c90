import { MeanIntro } from '../kit/MeanIntro';
import { useRankingsValues } from './context';

const terms = { prediction: 'the prediction', signal: 'the signal', noise: 'the noise' };

/** What the lab is about. */
export function Intro() {
  const { sigma } = useRankingsValues();
  return (
    <MeanIntro sigma={sigma} terms={terms}>
      A line gives every label a score, and sorting the scores ranks the labels. To learn the lines
      from rankings a loss must have slopes: five losses, trained on the same examples.
    </MeanIntro>
  );
}
