/** Over the bar of time while a run of a sweep is on show: which it is, whether it came out the same, and the ways back. */
import './board.css';
import { Button } from 'react-aria-components';
import { useChoice, useWords } from '../charts/hooks.ts';
import type { Dictionary } from '../i18n/en.ts';
import { pickWords } from '../i18n/words.ts';
import { EDITION } from '../sim/edition.ts';
import { choices } from '../sim/sim.ts';
import { comeBack, stay } from './pick.ts';
import type { Picked } from './store.ts';

export default function SweepRunNote({ picked }: { picked: Picked }) {
  const { t, lang } = useWords();
  const aside = useChoice((now) => now.aside);
  const { stored, head, verdict } = picked;
  const differs = verdict.state === 'known' && !verdict.same;
  return (
    <section className="panel note board-note" aria-label={t.board.picked.title}>
      <p>
        <strong>{t.board.picked.run(String(stored.run), head.scenario, String(stored.seed))}</strong>
      </p>
      <p role="status" className={differs ? 'board-differs' : undefined}>
        {verdictText(picked, t)}
        {differs && head.edition !== EDITION ? ` ${t.board.picked.edition(head.edition, EDITION)}` : null}
      </p>
      <p className="quiet">{aside ? t.claims.waits(pickWords(aside, lang)) : null}</p>
      <div className="board-note-actions">
        <Button className="action primary" onPress={comeBack}>
          {t.claims.back}
        </Button>
        <Button className="action" onPress={stay}>
          {t.claims.stay}
        </Button>
        <Button className="action" onPress={() => choices.setState({ board: true })}>
          {t.board.picked.board}
        </Button>
      </div>
    </section>
  );
}

function verdictText({ stored, verdict }: Picked, { board: { picked } }: Dictionary): string {
  if (verdict.state === 'computing') return picked.computing;
  if (verdict.state === 'failed') return picked.failed(verdict.message);
  const { again, same } = verdict;
  if (!same) return picked.differs(again.hash ?? again.fault ?? '', stored.hash ?? stored.fault ?? '');
  return again.hash === null ? picked.sameFault(again.fault ?? '') : picked.same(again.hash);
}
