/** One dialog for all that leaves the page: a link, a picture, tables, the scenario, a film. */
import { useEffect, useState } from 'react';
import { Button, Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useChoice, useSteady, useWords } from '../charts/hooks.ts';
import { branches, choices, frames } from '../sim/sim.ts';
import { linkToNow } from './address.ts';
import { Field, Toggle } from './Field.tsx';
import { FilmPanel } from './FilmPanel.tsx';
import { FormatField } from './FormatField.tsx';
import { makeScenario } from './make-scenario.ts';
import { makeTable } from './make-table.ts';
import { makePicture, type Camera } from './picturing.ts';
import { SaveRow } from './SaveRow.tsx';
import { SIZES, sizeOf, SizeField, type SizeName } from './SizeField.tsx';
import type { TableFormat } from './table.ts';
import { TABLE_NAMES, takeTable, type TableName } from './table-sources.ts';
import { Sheet } from '../controls/Sheet.tsx';

const TABS = ['link', 'picture', 'tables', 'scenario', 'film'] as const;
type Props = { camera: () => Camera | null };

export function TakeAway({ camera }: Props) {
  const { t } = useWords();
  const open = useChoice((now) => now.takeAway);
  return (
    <Sheet
      title={t.share.open}
      isOpen={open}
      onClose={() => choices.setState({ takeAway: false })}
      className="take-away"
    >
      <Tabs className="tabs">
        <TabList aria-label={t.share.open}>
          {TABS.map((name) => (
            <Tab key={name} id={name}>
              {t.share.tabs[name]}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="link">
          <LinkPanel camera={camera} />
        </TabPanel>
        <TabPanel id="picture">
          <PicturePanel camera={camera} />
        </TabPanel>
        <TabPanel id="tables">
          <TablesPanel />
        </TabPanel>
        <TabPanel id="scenario">
          <ScenarioPanel />
        </TabPanel>
        <TabPanel id="film">
          <FilmPanel camera={camera} />
        </TabPanel>
      </Tabs>
      <Button slot="close" className="action">
        {t.close}
      </Button>
    </Sheet>
  );
}

function LinkPanel({ camera }: Props) {
  const { t } = useWords();
  const [link, setLink] = useState<string | null>(null);
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const hash = useSteady(() => frames.current?.hash);
  const run = branches.run();
  useEffect(() => {
    let wanted = true;
    void linkToNow(camera()?.view() ?? null).then((made) => wanted && setLink(made));
    return () => {
      wanted = false;
    };
  }, [hash, camera]);
  if (link === null || !run) return <p>{t.share.noLink}</p>;
  const { source } = run.start;
  const policy = branches.shown()?.policy;
  const forks = run.branches.filter(({ fork, policy }) => fork !== null && policy === null).length;
  const copy = (): void =>
    void navigator.clipboard?.writeText(link).then(
      () => setCopied('yes'),
      () => setCopied('refused'),
    );
  return (
    <>
      <div className="link-row">
        <input
          readOnly
          value={link}
          aria-label={t.share.tabs.link}
          onFocus={(event) => event.target.select()}
        />
        <Button className="action primary" onPress={copy}>
          {copied === 'yes' ? t.share.copied : t.share.copy}
        </Button>
      </div>
      {copied === 'refused' ? <p role="alert">{t.share.cannotCopy}</p> : null}
      <p className="quiet">
        {source.kind === 'file'
          ? t.share.needsFile(source.name)
          : t.share.linkHolds(String(frames.current?.tick ?? 0), t.share.commands(run.log.length), forks)}
      </p>
      {policy ? <p>{t.policy.needsPolicy(policy.name)}</p> : null}
    </>
  );
}

function ScenarioPanel() {
  const { t } = useWords();
  const policy = branches.shown()?.policy;
  return (
    <>
      <p>{policy ? t.policy.notInFile(policy.name) : t.share.scenarioNote}</p>
      <SaveRow what={makeScenario} />
    </>
  );
}

function PicturePanel({ camera }: Props) {
  const { t } = useWords();
  const renderer = useChoice((now) => now.renderer);
  const [size, setSize] = useState<SizeName>('3840x2160');
  const [names, setNames] = useState(true);
  const [headline, setHeadline] = useState(true);
  if (renderer === 'none') return <p>{t.share.noPicture}</p>;
  return (
    <>
      <p className="quiet">{t.share.pictureNote}</p>
      <div className="fields">
        <SizeField value={size} onChange={setSize} sizes={Object.keys(SIZES) as SizeName[]} />
        <Toggle name={t.share.names} value={names} onChange={setNames} />
        <Toggle name={t.share.headline} value={headline} onChange={setHeadline} />
      </div>
      <SaveRow
        what={() => {
          const stage = camera();
          if (!stage) throw new Error(t.share.noPicture);
          return makePicture(stage, sizeOf(size), { names, headline });
        }}
      />
    </>
  );
}

function TablesPanel() {
  const { t } = useWords();
  const [name, setName] = useState<TableName>('series');
  const [format, setFormat] = useState<TableFormat>('csv');
  const selected = useChoice((now) => now.selected);
  const names = TABLE_NAMES.filter((one) => one !== 'history' || selected !== null);
  return (
    <>
      <p className="quiet">{t.share.tablesNote}</p>
      <div className="fields">
        <Field name={t.share.what}>
          <select value={name} onChange={(event) => setName(event.target.value as TableName)}>
            {names.map((one) => (
              <option key={one} value={one}>
                {t.share.tables[one]}
              </option>
            ))}
          </select>
        </Field>
        <FormatField format={format} onChange={setFormat} />
      </div>
      <SaveRow
        isDisabled={choices.getState().view === null}
        what={(making) => {
          const table = takeTable(name);
          if (!table) throw new Error(t.share.noLink);
          return makeTable(table, format, making);
        }}
      />
    </>
  );
}
