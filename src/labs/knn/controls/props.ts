import type { KnnResults } from '../../../state/knn/results';
import type { KnnStore } from '../params';

export interface KnnControlsProps {
  store: KnnStore;
  results: KnnResults;
}
