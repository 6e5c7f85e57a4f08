/** One draw as a run of its own: a low, a middle or a high one, or any by its number. */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from '../charts/hooks.ts';
import { formatCount } from '../i18n/format.ts';
import { openDraw } from '../sim/ensemble.ts';
import type { Shown } from './shown.ts';

export function PickRun({ now }: { now: Shown }) {
  const { t, lang } = useWords();
  const [draw, setDraw] = useState(1);
  const [isRefused, setIsRefused] = useState(false);
  const { typical } = now.report;
  const open = async (at: number): Promise<void> =>
    setIsRefused(!(await openDraw(at, t.bands.drawName(formatCount(lang, at + 1)))));
  return (
    <div className="bands-text bands-actions bands-pick" role="group" aria-label={t.bands.pick}>
      <span>{t.bands.pick}:</span>
      {t.bands.picks.map((name, i) => (
        <Button
          key={name}
          className="action"
          isDisabled={(typical[i] ?? -1) < 0}
          onPress={() => void open(typical[i]!)}
        >
          {name}
        </Button>
      ))}
      <label className="bands-seed">
        <span>{t.bands.draw}</span>
        <input
          type="number"
          min={1}
          max={now.draws}
          value={draw}
          onChange={({ target }) => setDraw(target.valueAsNumber)}
        />
      </label>
      <Button
        className="action"
        isDisabled={!(draw >= 1 && draw <= now.draws)}
        onPress={() => void open(Math.round(draw) - 1)}
      >
        {t.bands.openDraw}
      </Button>
      {isRefused ? (
        <span role="alert" className="bad">
          {t.bands.cannotOpen}
        </span>
      ) : null}
    </div>
  );
}
