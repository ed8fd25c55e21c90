import { expose } from 'comlink';
import { createSliceThread } from './knn-pool';

expose(createSliceThread());
