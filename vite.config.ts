/** Build and development server of the page. A plain static host serves the result: no special headers. */
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';
import { contentPolicy } from './build/content-policy.ts';
import { docs } from './build/docs.ts';
import { fingerprint } from './build/fingerprint.ts';
import { policySandbox } from './build/policy-sandbox.ts';
import { precache } from './build/precache.ts';

/** Found by name at the start, so that a late discovery does not reload the page in mid-session. */
const PREBUNDLED = [
  'react',
  'react/jsx-runtime',
  'react/jsx-dev-runtime',
  'react-dom',
  'react-dom/client',
  'react-aria-components',
  'zustand',
  'zustand/vanilla',
  'comlink',
  'uplot',
  'topojson-client',
  'papaparse',
  'saxes',
  '@streamparser/json',
  'zod',
  'idb-keyval',
  'mediabunny',
  'sucrase',
  '@codemirror/commands',
  '@codemirror/lang-javascript',
  '@codemirror/language',
  '@codemirror/state',
  '@codemirror/view',
  '@lezer/highlight',
  'hyparquet',
  'hyparquet-writer',
  'three/webgpu',
  'three/tsl',
  'three/addons/controls/MapControls.js',
  'three/src/extras/DataUtils.js',
  'three/src/extras/Earcut.js',
  '@react-three/fiber',
];

/** What the page is built from, whether for a host or as one file. */
export const shared = {
  base: './',
  define: { 'import.meta.env.VITE_ENGINE': JSON.stringify(fingerprint(import.meta.dirname)) },
  // One copy of three: what imports 'three' gets the build with WebGPURenderer.
  resolve: { alias: [{ find: /^three$/, replacement: 'three/webgpu' }] },
} satisfies UserConfig;

type Warn = NonNullable<NonNullable<NonNullable<UserConfig['build']>['rolldownOptions']>['onwarn']>;

/** R3F names a renderer that it makes unless it is given one, which three's build with WebGPURenderer lacks. */
export const onwarn: Warn = (warning, warn) => {
  if (warning.code !== 'IMPORT_IS_UNDEFINED' || !warning.message.includes('WebGLRenderer')) warn(warning);
};

export default defineConfig({
  ...shared,
  plugins: [
    react(),
    contentPolicy(),
    docs(),
    policySandbox('workers/host/policy/sandbox.worker.ts'),
    precache('src/offline/service-worker.ts'),
  ],
  worker: { format: 'es' },
  server: { port: 5173, strictPort: false },
  preview: { port: 5173, strictPort: false },
  // Of the pages in the tree the one that is served: the bench of peers has some of its own, whose packages are not here.
  // `highs` finds its WebAssembly beside itself, which a bundle of dependencies would not have.
  optimizeDeps: { entries: ['index.html'], include: PREBUNDLED, exclude: ['highs', 'highs/runtime'] },
  build: {
    target: 'es2023',
    // The content policy lets no file in that is written into another.
    assetsInlineLimit: 0,
    // three alone is larger than the default limit; it loads after the headline and the panels.
    chunkSizeWarningLimit: 1600,
    rolldownOptions: {
      onwarn,
      output: {
        codeSplitting: {
          groups: [
            // Before three, which would take what both need along and so be fetched with the panels.
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|zustand|use-sync-external-store)[\\/]|vite[\\/]preload-helper/,
              priority: 2,
            },
            { name: 'three', test: /node_modules[\\/](three|@react-three)[\\/]/, priority: 1 },
          ],
        },
      },
    },
  },
});
