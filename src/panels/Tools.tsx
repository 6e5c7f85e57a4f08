/** The quiet corner: which scenario, a file of one's own, language, theme, table and keys. */
import { useChoice, useWords } from '../charts/hooks.ts';
import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { pickWords } from '../i18n/words.ts';
import { bringFiles, openScenario, setLang, nextTheme, setTheme } from '../sim/page.ts';
import { choices } from '../sim/sim.ts';
import { present } from '../story/show.ts';
import { DoMenu } from './DoMenu.tsx';
import { Chooser } from '../controls/Chooser.tsx';

export function Tools() {
  const { t, lang } = useWords();
  const theme = useChoice((now) => now.theme);
  const table = useChoice((now) => now.table);
  const file = useRef<HTMLInputElement>(null);
  return (
    <nav className="tools" aria-label="Causeway">
      <ScenarioSelect />
      <Button className="tool" aria-label={t.openFile} onPress={() => file.current?.click()}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M2 4h4l1.5 2H14v7H2z" />
        </svg>
      </Button>
      <input
        ref={file}
        type="file"
        multiple
        accept=".json,.jsonl,.ndjson,.graphml,.xml,.csv,.tsv,.txt,.swf,.gz,.parquet"
        hidden
        onChange={(event) => {
          // Taken out first: without a value the list is empty.
          const chosen = [...(event.target.files ?? [])];
          event.target.value = '';
          bringFiles(chosen);
        }}
      />
      <Button className="tool" aria-label={t.share.open} onPress={() => choices.setState({ takeAway: true })}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M8 10V2.5M5 5l3-3 3 3M3 8v5.5h10V8" />
        </svg>
      </Button>
      <Button className="tool" aria-label={t.present.open} onPress={() => void present()}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M2 3h12v8H2zM8 11v3M5.5 14h5M6.8 5.2v3.6L9.8 7z" />
        </svg>
      </Button>
      <Button
        className="tool"
        aria-label={t.commands.search}
        onPress={() => choices.setState({ palette: 'search' })}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <circle cx="7" cy="7" r="4.5" />
          <path d="m10.5 10.5 3.5 3.5" />
        </svg>
      </Button>
      <DoMenu />
      <Button
        className="tool"
        aria-label={t.languageLabel}
        onPress={() => setLang(lang === 'en' ? 'zh' : 'en')}
      >
        <span lang={lang === 'en' ? 'zh' : 'en'}>{t.language}</span>
      </Button>
      <Button
        className="tool"
        aria-label={t.theme[nextTheme(theme)]}
        onPress={() => setTheme(nextTheme(theme))}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <circle cx="8" cy="8" r="5.5" />
          <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" className="solid" />
        </svg>
      </Button>
      <Button
        className={table ? 'tool on' : 'tool'}
        aria-label={table ? t.hideTable : t.showTable}
        onPress={() => choices.setState({ table: !table })}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M2 3h12v10H2zM2 6.5h12M2 9.8h12M6.5 3v10" />
        </svg>
      </Button>
      <Button
        className="tool"
        aria-label={t.settings.open}
        onPress={() => choices.setState({ setting: true })}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6" />
          <circle cx="10" cy="4.5" r="2" />
          <circle cx="6" cy="11.5" r="2" />
        </svg>
      </Button>
      <Button className="tool" aria-label={t.help} onPress={() => choices.setState({ help: true })}>
        ?
      </Button>
    </nav>
  );
}

function ScenarioSelect() {
  const { t, lang } = useWords();
  const scenarios = useChoice((now) => now.scenarios);
  const id = useChoice((now) => now.view?.scenario.id ?? null);
  const name = useChoice((now) => now.view?.scenario.name ?? null);
  if (scenarios.length === 0) return null;
  return (
    <Chooser
      className="scenario-select"
      name={t.scenario}
      options={scenarios.map((entry) => ({ id: entry.id, text: pickWords(entry.name, lang) }))}
      value={id}
      onChoose={(chosen) => void openScenario(chosen)}
      shown={name ? pickWords(name, lang) : t.scenario}
    />
  );
}
