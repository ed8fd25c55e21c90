import type { KnnResults } from '../results';
import type { KnnStore } from '../params';

export interface KnnControlsProps {
  store: KnnStore;
  results: KnnResults;
}
