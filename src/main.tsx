import { labs } from './app/labs';
import { start } from './app/start';
import { createWiring } from './app/wiring';

start(document.getElementById('root')!, labs, createWiring);
