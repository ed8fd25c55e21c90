import { PARTS, type MachineData } from './layout';

/** The parts in the order in which data flows through them, with what they hold. */
export function describeMachine({ parts, back, stage }: MachineData): string {
  const told = PARTS.map((name) => {
    const { title, rows } = parts[name];
    return `${title}: ${rows.map(([what, value]) => `${what} ${value}`).join(', ')}.`;
  });
  const at = stage === null ? '' : ` The slow step is at stage ${stage + 1} of 6.`;
  return `The predictor from input to gradient. ${told.join(' ')} Back: ${back}.${at}`;
}
