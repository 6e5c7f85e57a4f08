/** `npm run build:file`: the page as one file, dist/causeway.html, beside whatever is there. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { inlineWorkers, oneFile } from './build/one-file.ts';
import { onwarn, shared } from './vite.config.ts';

const everything = Number.MAX_SAFE_INTEGER;

export default defineConfig({
  ...shared,
  mode: 'file',
  plugins: [react(), inlineWorkers(), oneFile()],
  // A page from disk has an opaque origin: Chromium runs blobs as plain workers there, not as modules.
  worker: { format: 'iife', rolldownOptions: { output: { codeSplitting: false } } },
  build: {
    target: 'es2023',
    assetsInlineLimit: everything,
    chunkSizeWarningLimit: everything,
    cssCodeSplit: false,
    modulePreload: false,
    copyPublicDir: false,
    emptyOutDir: false,
    rolldownOptions: { onwarn, output: { codeSplitting: false } },
  },
});
