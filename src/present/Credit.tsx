/** In a frame of another page: whose this is, and the way to all of it. */
import { useChoice, useWords } from '../charts/hooks.ts';
import { pickWords } from '../i18n/words.ts';

export function Credit() {
  const { t, lang } = useWords();
  const name = useChoice((now) => now.view?.scenario.name ?? null);
  return (
    <p className="credit">
      <a href={wholePage()} target="_blank" rel="noopener" aria-label={t.present.whole}>
        Causeway{name ? ` · ${pickWords(name, lang)}` : ''} ↗
      </a>
    </p>
  );
}

/** The address of this page without its frame. */
function wholePage(): string {
  const address = new URL(location.href);
  address.searchParams.delete('embed');
  return address.href;
}
