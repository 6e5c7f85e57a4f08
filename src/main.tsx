/** The door of the page: starts the simulation once, then shows it. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { begin } from './begin.ts';
import { prepareDates } from './i18n/format.ts';
import { choices } from './sim/sim.ts';
import './theme.css';
import './forced-colors.css';

await begin();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// Not every browser says when it has nothing to do.
const whenIdle = 'requestIdleCallback' in window ? requestIdleCallback : setTimeout;
whenIdle(() => prepareDates(choices.getState().lang));
