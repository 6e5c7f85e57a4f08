/** Arguments of Node for a thread: what reads TypeScript is not inherited in Node 20 (privatenumber/tsx issue 354). */
const API = JSON.stringify(import.meta.resolve('tsx/esm/api'));

export const THREAD_LOADER = ['--import', `data:text/javascript,import{register}from${API};register()`];
