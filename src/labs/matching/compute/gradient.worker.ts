import { expose } from 'comlink';
import { createGradientThread } from './rows';

expose(createGradientThread());
