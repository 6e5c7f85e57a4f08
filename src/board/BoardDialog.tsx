/** The results of a sweep: its runs as lines, as a heat map and as a table, all cut down by the same limits. */
import './board.css';
import { useEffect, useRef, useState } from 'react';
import { Button, ProgressBar } from 'react-aria-components';
import { useChoice, useWords } from '../charts/hooks.ts';
import { Sheet } from '../controls/Sheet.tsx';
import type { SweepHead } from '../../workers/host/board/protocol.ts';
import { formatCount } from '../i18n/format.ts';
import { EDITION } from '../sim/edition.ts';
import { canOpenFolder, openFolder } from '../sim/folders.ts';
import { bringFiles } from '../sim/page.ts';
import { choices } from '../sim/sim.ts';
import { HeatMap } from './HeatMap.tsx';
import { useBoard } from './hooks.ts';
import { Limits } from './Limits.tsx';
import { Lines } from './Lines.tsx';
import { Runs } from './Runs.tsx';
import { clearBrushes, openResults } from './session.ts';
import { Shown } from './Shown.tsx';

type Camera = () => { view(): number[] } | null;

export default function BoardDialog({ camera }: { camera: Camera }) {
  const { t } = useWords();
  const open = useChoice((now) => now.board);
  const sweep = useChoice((now) => now.sweep);
  const head = useBoard((now) => now.head);
  const reading = useBoard((now) => now.reading);
  useEffect(() => {
    if (!sweep) return;
    choices.setState({ sweep: null });
    void openResults(sweep);
  }, [sweep]);
  return (
    <Sheet
      title={t.board.title}
      isOpen={open}
      onClose={() => choices.setState({ board: false })}
      className="board"
    >
      {reading ? <Reading {...reading} /> : head ? <Whole camera={camera} /> : <Choosing />}
      <div className="board-foot">
        {head && !reading ? <Choose /> : null}
        <Button slot="close" className="action">
          {t.close}
        </Button>
      </div>
    </Sheet>
  );
}

function Reading({ file, share }: { file: string; share: number }) {
  const { t } = useWords();
  const text = t.board.reading(file, `${Math.floor(100 * share)} %`);
  return (
    <ProgressBar aria-label={text} value={100 * share}>
      <p role="status">{text}</p>
      <div className="board-progress">
        <span style={{ width: `${100 * share}%` }} />
      </div>
    </ProgressBar>
  );
}

function Choosing() {
  const { t } = useWords();
  return (
    <>
      <p>{t.board.note}</p>
      <p>{t.board.drop}</p>
      <Choose />
    </>
  );
}

/** A file, or a folder it lies in. */
function Choose() {
  const { t } = useWords();
  const known = useBoard((now) => now.head !== null);
  const file = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [empty, setEmpty] = useState(false);
  const bring = (files: readonly File[]): void => {
    const isSweep = files.some(({ name }) => name.endsWith('.parquet') || name === 'sweep.json');
    setEmpty(files.length > 0 && !isSweep);
    if (isSweep) bringFiles(files);
  };
  const take = ({ target }: { target: HTMLInputElement }): void => {
    const files = [...(target.files ?? [])];
    target.value = '';
    bring(files);
  };
  return (
    <>
      <Button className="action" onPress={() => file.current?.click()}>
        {known ? t.board.another : t.board.file}
      </Button>
      <Button
        className="action"
        onPress={() => (canOpenFolder() ? void openFolder().then(bring) : folder.current?.click())}
      >
        {t.board.folder}
      </Button>
      <input ref={file} type="file" accept=".parquet" hidden onChange={take} />
      <input ref={folder} type="file" hidden onChange={take} {...{ webkitdirectory: '' }} />
      {empty ? <p role="alert">{t.board.noneThere}</p> : null}
    </>
  );
}

function Whole({ camera }: { camera: Camera }) {
  const { t } = useWords();
  const head = useBoard((now) => now.head)!;
  return (
    <>
      <Head head={head} />
      {head.edition === EDITION ? null : <p className="quiet">{t.board.edition(head.edition, EDITION)}</p>}
      {head.ownPolicy ? <p className="quiet">{t.board.ownPolicy}</p> : null}
      <Lines head={head} />
      <div className="board-columns">
        <div>
          <Limits head={head} />
          <Shown head={head} />
        </div>
        <HeatMap head={head} />
      </div>
      <Runs head={head} camera={camera} />
    </>
  );
}

function Head({ head }: { head: SweepHead }) {
  const { t, lang } = useWords();
  const passing = useBoard((now) => now.looked?.passing ?? null);
  const limited = useBoard((now) => now.brushes.some((intervals) => intervals.length > 0));
  const count = (n: number): string => formatCount(lang, n);
  return (
    <div className="board-head">
      <p>
        <strong>{t.board.of(head.scenario, count(head.runs))}</strong>
        {head.faults > 0 ? ` · ${t.board.failed(count(head.faults))}` : null}
      </p>
      <p className="board-passing" role="status">
        {passing === null ? null : t.board.passing(count(passing), count(head.runs))}
      </p>
      <Button className="action" isDisabled={!limited} onPress={clearBrushes}>
        {t.board.clear}
      </Button>
    </div>
  );
}
