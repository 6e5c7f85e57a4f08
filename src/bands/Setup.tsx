/** What an ensemble is to be, and the one button that starts it. */
import { Button } from 'react-aria-components';
import { useSampled, useWords } from '../charts/hooks.ts';
import { Chooser } from '../controls/Chooser.tsx';
import { SmallChoice } from '../controls/SmallChoice.tsx';
import { formatCount } from '../i18n/format.ts';
import {
  cancelEnsemble,
  pauseEnsemble,
  resumeEnsemble,
  startEnsemble,
  type EnsembleWish,
} from '../sim/ensemble.ts';
import { branches } from '../sim/sim.ts';
import { VARIES } from '../../workers/sweep/bands.ts';
import { useEnsemble } from './hooks.ts';

export type Wish = EnsembleWish;

const DRAWS = [10, 20, 50, 100, 200, 500];
const MOST_SEED = 0xffffffff;

type Props = { wish: Wish; onChange(wish: Wish): void };

export function Setup({ wish, onChange }: Props) {
  const { t, lang } = useWords();
  const now = useEnsemble();
  const isOwn = useSampled(() => branches.shown()?.policy != null);
  const state = now?.state;
  const isGoing = state === 'opening' || state === 'running' || state === 'paused';
  if (isGoing)
    return (
      <div className="bands-setup">
        {state === 'running' ? (
          <Button className="action primary" onPress={pauseEnsemble}>
            {t.bands.pause}
          </Button>
        ) : state === 'paused' ? (
          <Button className="action primary" onPress={resumeEnsemble}>
            {t.bands.resume}
          </Button>
        ) : null}
        <Button className="action" onPress={cancelEnsemble}>
          {t.bands.cancel}
        </Button>
      </div>
    );
  if (isOwn) return <p className="bands-setup quiet">{t.policy.notVaried}</p>;
  return (
    <div className="bands-setup">
      <SmallChoice
        label={t.bands.varies}
        value={wish.varies}
        options={VARIES.map((varies) => [varies, t.bands.variesOf[varies]])}
        onChange={(varies) => onChange({ ...wish, varies })}
      />
      <Chooser
        className="scenario-select"
        name={t.bands.draws}
        options={DRAWS.map((draws) => ({ id: draws, text: t.bands.drawsOf(formatCount(lang, draws)) }))}
        value={wish.draws}
        onChoose={(draws) => onChange({ ...wish, draws })}
      />
      <label className="bands-seed">
        <span>{t.bands.drawSeed}</span>
        <input
          type="number"
          min={0}
          max={MOST_SEED}
          value={wish.drawSeed}
          onChange={({ target }) => {
            const drawSeed = Math.round(target.valueAsNumber);
            if (drawSeed >= 0 && drawSeed <= MOST_SEED) onChange({ ...wish, drawSeed });
          }}
        />
      </label>
      <Button className="action primary" onPress={() => void startEnsemble(wish)}>
        {now ? t.bands.again : t.bands.start}
      </Button>
    </div>
  );
}
