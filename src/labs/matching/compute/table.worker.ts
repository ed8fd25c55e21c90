import { expose } from 'comlink';
import { createTableThread } from './table-thread';

expose(createTableThread());
