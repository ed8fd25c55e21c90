import { expose } from 'comlink';
import { createThread } from '../compute/threads';
import { loadTasks } from './modules';

// the code of the lab is on its way before it is asked for
loadTasks(self.name).catch(() => undefined);

expose(createThread(loadTasks));
