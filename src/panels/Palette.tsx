/** One box to type in: all commands (Ctrl+K), or all names (`/`). Arrows choose, Enter does or goes there. */
import { useChoice, useWords } from '../charts/hooks.ts';
import { useEffect, useMemo, useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Input,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import type { ViewModel } from '../../workers/world/view-model.ts';
import type { Dictionary } from '../i18n/en.ts';
import { DICTIONARIES } from '../i18n/words.ts';
import { branches, choices, frames } from '../sim/sim.ts';
import { onMap, type Lang, type Pick } from '../sim/store.ts';
import { COMMANDS, isAvailable, type Camera } from './commands.ts';
import { keyText } from './key-text.ts';
import { matchAny } from './match.ts';
import { nameOf } from './names.ts';
import { allNames, findNames, noteOf, type Entry } from './search.ts';
import { beginShock } from './ShockDialog.tsx';
import { shocksOn } from './shocks.ts';

const ROWS = 40;
/** After the box has closed and the inspector stands. */
const SETTLED_MS = 100;

/** Where the page is one column, the inspector is below what is on the screen. */
function showInspector(): void {
  if (matchMedia('(width < 900px)').matches)
    document.querySelector('.inspector')?.scrollIntoView({ block: 'start' });
}

export function Palette({ camera }: { camera: () => Camera | null }) {
  const { t } = useWords();
  const palette = useChoice((now) => now.palette);
  return (
    <ModalOverlay
      className="overlay top"
      isDismissable
      isOpen={palette !== null}
      onOpenChange={(open) => !open && choices.setState({ palette: null })}
    >
      <Modal className="modal palette">
        <Dialog aria-label={palette === 'search' ? t.palette.search : t.palette.commands}>
          {palette ? <Box key={palette} mode={palette} camera={camera} /> : null}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Box({ mode, camera }: { mode: 'commands' | 'search'; camera: () => Camera | null }) {
  const { t, lang } = useWords();
  const [typed, setTyped] = useState('');
  const view = useChoice((now) => now.view);
  const jobs = useJobs(mode === 'search' ? typed : '');
  const names = useMemo(() => (view ? allNames(view) : []), [view]);
  const go = (pick: Pick): void => {
    choices.setState({ selected: pick });
    setTimeout(showInspector, SETTLED_MS);
    const place = onMap(pick);
    if (place) camera()?.flyTo(place);
  };
  const entries =
    mode === 'commands'
      ? commandEntries(typed, t, lang, view, camera)
      : view
        ? [
            ...findNames(names, typed, ROWS).map((pick): Entry => ({
              id: `${pick.kind} ${pick.index}`,
              text: nameOf(view, pick, lang, t.tenantInfo.unnamed),
              note: noteOf(view, pick, t, lang),
              keys: '',
              run: () => go(pick),
            })),
            ...jobs.map(({ job, id }): Entry => ({
              id: `job ${job}`,
              text: id,
              note: t.kinds.job,
              keys: '',
              run: () => go({ kind: 'job', index: job }),
            })),
          ]
        : [];
  const hint = mode === 'search' ? t.palette.searchHint : t.palette.commandsHint;
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <SearchField aria-label={hint} autoFocus>
        <Input placeholder={hint} role="combobox" aria-expanded="true" aria-haspopup="listbox" />
      </SearchField>
      <ListBox
        aria-label={mode === 'search' ? t.palette.search : t.palette.commands}
        items={entries}
        renderEmptyState={() => <p className="quiet nothing">{t.palette.nothing}</p>}
        onAction={(key) => {
          choices.setState({ palette: null });
          entries.find(({ id }) => id === key)?.run();
        }}
      >
        {(entry) => (
          <ListBoxItem id={entry.id} textValue={entry.text}>
            <span>{entry.text}</span>
            <small>{entry.note}</small>
            {entry.keys ? <kbd>{entry.keys}</kbd> : null}
          </ListBoxItem>
        )}
      </ListBox>
    </Autocomplete>
  );
}

/** Commands that can be given now, then what can be done to the selected thing and everywhere. */
function commandEntries(
  typed: string,
  t: Dictionary,
  lang: Lang,
  view: ViewModel | null,
  camera: () => Camera | null,
): Entry[] {
  const { selected } = choices.getState();
  const plain = COMMANDS.filter((command) => command.id !== 'palette' && isAvailable(command)).map(
    (command) => ({
      names: [DICTIONARIES.en.commands[command.id], DICTIONARIES.zh.commands[command.id]],
      entry: {
        id: command.id,
        text: t.commands[command.id],
        note: '',
        keys: command.keys[0] === undefined ? '' : keyText(command.keys[0], t),
        run: () => command.run(camera()),
      },
    }),
  );
  const deeds = (on: Pick | null) =>
    view
      ? shocksOn(view, on, frames.current).map(({ kind }) => {
          const note = on ? nameOf(view, on, lang, t.tenantInfo.unnamed) : t.shock.everywhere;
          return {
            names: [DICTIONARIES.en, DICTIONARIES.zh].map((words) => `${words.shock.names[kind]} ${note}`),
            entry: {
              id: `${kind} ${on ? on.kind : ''}`,
              text: t.shock.names[kind],
              note,
              keys: '',
              run: () => beginShock({ kind, on }),
            },
          };
        })
      : [];
  return [...plain, ...(selected ? deeds(selected) : []), ...deeds(null)]
    .map(({ names, entry }, order) => ({ entry, order, score: matchAny(typed, names) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .slice(0, ROWS)
    .map(({ entry }) => entry);
}

/** Jobs are looked up where they are, in the worker; from the second letter on. */
function useJobs(typed: string): { job: number; id: string }[] {
  const [found, setFound] = useState<{ typed: string; jobs: { job: number; id: string }[] }>({
    typed: '',
    jobs: [],
  });
  const text = typed.trim();
  useEffect(() => {
    if (text.length < 2) return undefined;
    let wanted = true;
    branches
      .shown()
      ?.client.ask.findJobs(text, 12)
      .then(
        (jobs) => wanted && setFound({ typed: text, jobs }),
        () => {},
      );
    return () => {
      wanted = false;
    };
  }, [text]);
  return found.typed === text && text !== '' ? found.jobs : [];
}
