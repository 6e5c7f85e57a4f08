/** How far the reading is, what comes of the files, what was left out and why. */
import { useState } from 'react';
import { Button, Checkbox, CheckboxGroup, Label, ProgressBar } from 'react-aria-components';
import { useChoice, useWords } from '../charts/hooks.ts';
import type { Remark } from '../../workers/import/protocol.ts';
import { formatCount } from '../i18n/format.ts';
import { pickWords } from '../i18n/words.ts';
import { applyToOpen, lacking } from './bring.ts';
import type { Import } from './store.ts';

export function Outcome({ now }: { now: Import }) {
  const { t, lang } = useWords();
  const missing = now.files.flatMap(({ choice }) => (choice ? lacking(choice) : []));
  const counts = now.result?.counts;
  const made = (['sites', 'links', 'jobs', 'series', 'grids'] as const)
    .filter((what) => counts && counts[what] > 0)
    .map((what) => t.bring.counts[what](formatCount(lang, counts![what])));
  return (
    <section className="import-outcome">
      <p role="status">
        {now.state === 'reading' ? t.bring.reading(`${Math.floor(100 * now.share)} %`) : null}
        {now.state === 'waiting' && missing.length > 0
          ? t.bring.missing(
              missing.map(({ label }) => pickWords(label, lang)).join(lang === 'zh' ? '、' : ', '),
            )
          : null}
        {now.state === 'ready' ? (
          <>
            {t.bring.gives} <strong>{made.join(' · ')}</strong>
          </>
        ) : null}
      </p>
      {now.state === 'reading' ? (
        <ProgressBar aria-label={t.bring.reading('')} value={100 * now.share}>
          <div className="import-progress">
            <span style={{ width: `${100 * now.share}%` }} />
          </div>
        </ProgressBar>
      ) : null}
      {now.faults.length > 0 ? <Remarks remarks={now.faults} alert /> : null}
      {now.result && now.result.remarks.length > 0 ? (
        <details open={now.result.remarks.length < 12}>
          <summary>{t.bring.remarks}</summary>
          <Remarks remarks={now.result.remarks} />
        </details>
      ) : null}
      {now.result?.energy ? <Overlay /> : null}
    </section>
  );
}

function Remarks({ remarks, alert }: { remarks: Remark[]; alert?: boolean }) {
  const { lang } = useWords();
  return (
    <ul className="issues import-remarks" role={alert ? 'alert' : undefined}>
      {remarks.slice(0, 60).map(({ file, line, what, cure }, i) => (
        <li key={i}>
          {file === '' ? null : <code>{line === null ? file : `${file}:${line}`}</code>}
          <p>{pickWords(what, lang)}</p>
          {cure ? <p className="quiet">{pickWords(cure, lang)}</p> : null}
        </li>
      ))}
    </ul>
  );
}

/** Grids of the scenario that is open, to lay the series over. */
function Overlay() {
  const { t } = useWords();
  const view = useChoice((choices) => choices.view);
  const [chosen, setChosen] = useState<string[]>([]);
  const grids = [...new Set((view?.sites ?? []).flatMap(({ grid }) => grid ?? []))].sort();
  if (grids.length === 0) return null;
  return (
    <div className="import-overlay">
      <CheckboxGroup value={chosen} onChange={setChosen}>
        <Label>{t.bring.overlay}</Label>
        <div className="import-grids">
          {grids.map((grid) => (
            <Checkbox key={grid} value={grid}>
              <span className="import-box" aria-hidden="true" />
              {grid}
            </Checkbox>
          ))}
        </div>
      </CheckboxGroup>
      <Button className="action" isDisabled={chosen.length === 0} onPress={() => void applyToOpen(chosen)}>
        {t.bring.apply}
      </Button>
    </div>
  );
}
