/** Over the bar of time while a draw of an ensemble is on show: which one, and whether it is the very run. */
import { useWords } from '../charts/hooks.ts';
import { formatCount } from '../i18n/format.ts';
import { usePicked } from './hooks.ts';

export function PickedNote() {
  const { t, lang } = useWords();
  const picked = usePicked();
  if (!picked) return null;
  const { draw, seed, hash, result } = picked;
  return (
    <section className="panel note" aria-label={t.bands.drawName(formatCount(lang, draw + 1))}>
      <p role="status">
        {t.bands.picked(formatCount(lang, draw + 1), String(seed))}{' '}
        <strong className={result === 'same' ? 'good' : result === 'differs' ? 'bad' : ''}>
          {t.bands.results[result]}
        </strong>{' '}
        <span className="quiet">{t.bands.hash(hash)}</span>
      </p>
    </section>
  );
}
