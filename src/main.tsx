import { beside, labs } from './app/labs';
import { start } from './app/start';

start(document.getElementById('root')!, labs, beside);
