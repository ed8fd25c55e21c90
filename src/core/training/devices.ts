/** A result that tells what made it. */
export interface DeviceMade {
  /** Name of the graphics device that made it, in float32; none made it on a processor, in float64. */
  readonly device?: string;
}

/** Of two results of one job that of a processor is taken, which every machine has to the bit; else the first by name. */
export const processorFirst = (a: DeviceMade, b: DeviceMade): boolean =>
  (a.device ?? '') < (b.device ?? '');

/** The names of the devices that made any of them. */
export const devicesOf = (results: readonly DeviceMade[]): readonly string[] =>
  [...new Set(results.flatMap(({ device = [] }) => device))].sort();

/** What made them, as it stands in a column "made_on". */
export const madeOn = (results: readonly DeviceMade[]): string =>
  [...(results.every(({ device }) => device) ? [] : ['CPU']), ...devicesOf(results)].join(', ');

/** What has to be known of numbers of which devices made some, in a sentence; '' where none did. */
export function deviceSentence(results: readonly DeviceMade[]): string {
  const devices = devicesOf(results).join(' and ');
  if (devices === '') return '';
  const count = results.filter(({ device }) => device).length;
  const isAll = count === results.length;
  const share = isAll ? 'All results come' : `${count} of ${results.length} results come`;
  const rest = isAll ? '' : ', the others from processors, in float64';
  const agree = isAll ? 'they agree with those of processors' : 'these two agree';
  return `${share} from ${devices}, in float32${rest}: ${agree} up to rounding, which long trainings may enlarge.`;
}
