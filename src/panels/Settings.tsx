/** What is set once and kept on this machine. */
import { Button } from 'react-aria-components';
import { useChoice, useWords } from '../charts/hooks.ts';
import { changeSettings } from '../sim/page.ts';
import { choices } from '../sim/sim.ts';
import { RENDERER_WISHES, type Settings } from '../sim/settings.ts';
import { Choice } from './Choice.tsx';
import { Sheet } from '../controls/Sheet.tsx';

export function SettingsDialog() {
  const { t, lang } = useWords();
  const isOpen = useChoice((now) => now.setting);
  const settings = useChoice((now) => now.settings);
  const words = t.settings;
  return (
    <Sheet title={words.open} isOpen={isOpen} onClose={() => choices.setState({ setting: false })}>
      <div className="settings">
        <Choice
          name={words.theme}
          value={settings.theme}
          options={words.themes}
          onChange={(theme) => changeSettings({ theme })}
        />
        <Choice
          name={words.lang}
          value={lang}
          options={{ en: 'English', zh: '简体中文' }}
          onChange={(chosen) => changeSettings({ lang: chosen })}
        />
        <Choice
          name={words.renderer}
          value={settings.renderer}
          options={
            Object.fromEntries(RENDERER_WISHES.map((wish) => [wish, words.renderers[wish]])) as Record<
              Settings['renderer'],
              string
            >
          }
          onChange={(renderer) => changeSettings({ renderer })}
        />
        <Choice
          name={words.quality}
          value={settings.plain ? 'plain' : 'full'}
          options={{ full: words.qualities.full, plain: words.qualities.plain }}
          onChange={(quality) => changeSettings({ plain: quality === 'plain' })}
        />
        <label className="field toggle">
          <input
            type="checkbox"
            checked={settings.keys}
            onChange={(event) => changeSettings({ keys: event.target.checked })}
          />
          <span>{words.keys}</span>
        </label>
      </div>
      <Button slot="close" className="action">
        {t.close}
      </Button>
    </Sheet>
  );
}
