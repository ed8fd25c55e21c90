import { beside, labs } from './app/labs';
import { start } from './app/start';
import { bearTranslation } from './app/translated';

bearTranslation();
start(document.getElementById('root')!, labs, beside);
