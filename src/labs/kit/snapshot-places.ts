import type { Settings } from '../../charts/regime-map/view';
import { clamp } from '../../charts/shared/size';
import { boundsOf, type NumberParam } from '../../state/params';

const DIGITS = 3;

/** Where settings of a lab are on the map of a training, whose noise scales are means over what it is trained on. */
export function snapshotPlaces(table: {
  readonly sigma: NumberParam;
  readonly epsilon: NumberParam;
}) {
  const sigmaBounds = boundsOf(table.sigma);
  const epsilonBounds = boundsOf(table.epsilon);
  const within = ({ sigma, epsilon }: Settings): Settings => ({
    sigma: clamp(sigma, ...sigmaBounds),
    epsilon: Math.sign(epsilon) * clamp(Math.abs(epsilon), ...epsilonBounds),
  });
  return {
    ...{ sigmaBounds, epsilonBounds },
    /** @param factor what sigma is multiplied by: the mean of sigma(x), where that is learned */
    onMap: ({ sigma, epsilon }: Settings, factor: number): Settings =>
      within({ sigma: sigma * factor, epsilon }),
    offMap: ({ sigma, epsilon }: Settings, factor: number): Settings => ({
      sigma: clamp(Number((sigma / factor).toPrecision(DIGITS)), ...sigmaBounds),
      epsilon,
    }),
    /** Noise scales and loss weights of the steps of a run and of its next one, each place once. */
    trailOf: (
      sigmas: readonly number[],
      epsilons: readonly number[],
      now: Settings,
    ): readonly Settings[] =>
      [...sigmas.map((sigma, i) => ({ sigma, epsilon: epsilons[i] })), now]
        .map(within)
        .filter(
          ({ sigma, epsilon }, i, all) =>
            i === 0 || sigma !== all[i - 1].sigma || epsilon !== all[i - 1].epsilon,
        ),
  };
}
