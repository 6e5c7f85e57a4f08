/** What happens around the simulation once, at the start: settings, the address, the last run. */
import { onTrouble } from './keep/kept.ts';
import { recallSettings } from './keep/settings.ts';
import { startOffline } from './offline/start.ts';
import { listenForAddress, openAddress } from './share/arrive.ts';
import { keepRun, offerLastRun } from './share/resume.ts';
import { share } from './share/store.ts';
import { watchEnsemble } from './sim/ensemble.ts';
import { openPage } from './sim/page.ts';
import { whenReady } from './sim/ready.ts';
import { startContext, startTrial } from './sim/renderer.ts';
import { startAhead } from './sim/seat.ts';
import { choices, startSim } from './sim/sim.ts';
import { keepDrafts } from './story/draft.ts';
import { autostart } from './story/autostart.ts';

/** Resolves when the looks are known, before anything is shown. */
export async function begin(): Promise<void> {
  startAhead();
  const wish = new URLSearchParams(location.search).get('renderer');
  if (wish === 'webgl') startContext();
  else if (wish !== 'none') startTrial();
  startSim();
  watchEnsemble();
  onTrouble((trouble) => share.setState({ trouble }));
  const settings = await recallSettings();
  void openPage(settings, openAddress);
  autostart(location.search);
  listenForAddress();
  // A frame in another page is not a visit.
  if (!choices.getState().embed) {
    keepRun();
    keepDrafts();
    void offerLastRun();
  }
  void whenReady.then(() => startOffline((update) => share.setState({ update })));
}
