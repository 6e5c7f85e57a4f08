/** Save, how far it is, cancel, and how it ended. */
import { Button, ProgressBar } from 'react-aria-components';
import { useWords } from '../charts/hooks.ts';
import { formatShare, formatSi } from '../i18n/format.ts';
import type { Made, Making } from './save.ts';
import { useMaking } from './useMaking.ts';

type Props = { what: (making: Making) => Promise<Made>; isDisabled?: boolean };

export function SaveRow({ what, isDisabled }: Props) {
  const { t, lang } = useWords();
  const { state, make, cancel } = useMaking();
  const working = state.at === 'work';
  return (
    <div className="save-row">
      {working ? (
        <Button className="action" onPress={cancel}>
          {t.share.cancel}
        </Button>
      ) : (
        <Button className="action primary" isDisabled={isDisabled} onPress={() => void make(what)}>
          {t.share.save}
        </Button>
      )}
      {working ? (
        <ProgressBar
          className="save-progress"
          aria-label={t.share.save}
          value={100 * state.share}
          valueLabel={t.share.working(formatShare(lang, state.share))}
        >
          <span style={{ inlineSize: `${100 * state.share}%` }} />
          <output>{t.share.working(formatShare(lang, state.share))}</output>
        </ProgressBar>
      ) : (
        <p role="status" className={state.at === 'failed' ? 'bad' : 'quiet'}>
          {state.at === 'done' ? t.share.saved(state.name, formatSi(lang, state.bytes, 'B')) : null}
          {state.at === 'cancelled' ? t.share.cancelled : null}
          {state.at === 'failed' ? t.share.failed(state.why) : null}
        </p>
      )}
    </div>
  );
}
