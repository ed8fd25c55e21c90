import { expose } from 'comlink';
import { createCurveSource } from './curves';

expose({ curves: createCurveSource() });
