/** The settings, found again on the next visit. */
import { onSettings } from '../sim/page.ts';
import { asSettings, type Settings } from '../sim/settings.ts';
import { keep, recall } from './kept.ts';

const KEY = 'settings';

export async function recallSettings(): Promise<Settings> {
  onSettings((settings) => void keep(KEY, settings));
  return asSettings(await recall(KEY));
}
