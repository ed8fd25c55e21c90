import { MeanIntro } from '../kit/MeanIntro';
import { usePathsValues } from './context';

const terms = { prediction: 'the mean path', signal: 'minus the costs', noise: 'the noise' };

/** What the lab is about. */
export function Intro() {
  const { sigma } = usePathsValues();
  return (
    <MeanIntro sigma={sigma} terms={terms}>
      The cheapest way over a map jumps when costs move, and has no slope. Under noise every cell is
      crossed with a probability, which moves smoothly and tells costs where to go. Run it, and a
      network learns the costs of pictures from right paths alone.
    </MeanIntro>
  );
}
