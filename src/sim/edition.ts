/** Which Causeway this is: its version, and a fingerprint of the engine and of the facts it was built with. */
import { version } from '../../package.json';

declare global {
  interface ImportMetaEnv {
    /** Set by vite.config.ts. */
    readonly VITE_ENGINE?: string;
  }
}

export const EDITION = `${version} ${import.meta.env?.VITE_ENGINE ?? 'unbuilt'}`;
