import { beside, labs } from './app/labs';
import { start } from './app/start';

start(document.getElementById('root')!, labs, beside);
// nothing is translated before it is there
import('./app/translated').then(
  ({ bearTranslation }) => bearTranslation(),
  () => undefined,
);
