/** What the page hands to the sandbox, and what the sandbox asks of it. */

/** `script` is CommonJS without types; ports: the engine's API, files of the page, and the beat of decisions. */
export type SandboxStart = { script: string; api: MessagePort; files: MessagePort; beat: MessagePort };

/** The solver's WebAssembly, among the files of the page. */
export const SOLVER = 'highs.wasm';

/** Of decisions: one is under way; the turn that held them is over. */
export type Beat = 'beat' | 'rest';
