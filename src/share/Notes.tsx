/** Calm notes over the bar of time: how a shared run came out, an offer to go on, what is not kept, an update. */
import type { ReactNode } from 'react';
import { useSyncExternalStore } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from '../charts/hooks.ts';
import { formatCount } from '../i18n/format.ts';
import { pickWords } from '../i18n/words.ts';
import { EDITION } from '../sim/edition.ts';
import { acceptOffer, declineOffer } from './resume.ts';
import { share } from './store.ts';

export function useShare<T>(select: (now: ReturnType<typeof share.getState>) => T): T {
  return useSyncExternalStore(share.subscribe, () => select(share.getState()));
}

export function Notes() {
  return (
    <div className="notes" role="status">
      <Arrival />
      <Offer />
      <Trouble />
      <Update />
    </div>
  );
}

function Arrival() {
  const { t, lang } = useWords();
  const arrival = useShare((now) => now.arrival);
  if (!arrival) return null;
  const { run, result } = arrival;
  const tick = formatCount(lang, run.tick);
  const close = (): void => share.setState({ arrival: null });
  if (result === 'computing') return <Note>{t.share.comparing(tick)}</Note>;
  if (result === 'bare') return <Note onClose={close}>{t.policy.arrived(run.policy ?? '')}</Note>;
  if (result === 'same') {
    return (
      <Note tone="good" onClose={close}>
        {t.share.same(tick)} <code>{run.hash}</code>
      </Note>
    );
  }
  return (
    <Note tone="bad" onClose={close}>
      {t.share.differs(tick)} {t.share.editions(run.edition, EDITION)}
    </Note>
  );
}

function Offer() {
  const { t, lang } = useWords();
  const offer = useShare((now) => now.offer);
  if (!offer) return null;
  return (
    <Note>
      <span>{t.share.offer(formatCount(lang, offer.run.tick), pickWords(offer.name, lang))}</span>
      <Button className="action primary" onPress={() => void acceptOffer()}>
        {t.share.goOn}
      </Button>
      <Button className="action" onPress={declineOffer}>
        {t.share.noThanks}
      </Button>
    </Note>
  );
}

function Trouble() {
  const { t } = useWords();
  const trouble = useShare((now) => now.trouble);
  if (!trouble) return null;
  return <Note onClose={() => share.setState({ trouble: null })}>{t.share.trouble[trouble]}</Note>;
}

function Update() {
  const { t } = useWords();
  const update = useShare((now) => now.update);
  if (!update) return null;
  return (
    <Note>
      <span>{t.share.update}</span>
      <Button className="action primary" onPress={() => update.use()}>
        {t.share.use}
      </Button>
      <Button className="action" onPress={() => share.setState({ update: null })}>
        {t.share.later}
      </Button>
    </Note>
  );
}

type NoteProps = { children: ReactNode; tone?: 'good' | 'bad'; onClose?: () => void };

function Note({ children, tone, onClose }: NoteProps) {
  const { t } = useWords();
  return (
    <div className={`panel note ${tone ?? ''}`}>
      <p>{children}</p>
      {onClose ? (
        <Button className="tool" aria-label={t.close} onPress={onClose}>
          ×
        </Button>
      ) : null}
    </div>
  );
}
