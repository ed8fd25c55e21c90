import { expose } from 'comlink';
import { createSliceThread } from './slices';

expose(createSliceThread());
