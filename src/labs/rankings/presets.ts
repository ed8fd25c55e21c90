import { methods } from '../../core/atlas/methods';
import type { Preset } from '../../state/lab-store';
import type { RankingsTable } from './params';

export const presets: readonly Preset<RankingsTable>[] = [];
void methods;
