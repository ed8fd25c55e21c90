import { expose } from 'comlink';
import { createGradientThread } from './gradient-pool';

expose(createGradientThread());
