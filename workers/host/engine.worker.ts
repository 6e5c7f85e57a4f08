/** The engine in a worker of the page. */
import { expose } from 'comlink';
import { engineApi } from './engine-host.ts';

expose(engineApi());
