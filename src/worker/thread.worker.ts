import { expose } from 'comlink';
import { createThread } from '../compute/threads';
import { loadTasks } from './modules';

expose(createThread(loadTasks));
