/** What the colours mean while the map shows how far two branches are apart: the scale, its unit, and of what. */
import { useChoice, useSampled, useWords } from '../charts/hooks.ts';
import { formatCount } from '../i18n/format.ts';
import { divergingScale } from '../scene/legend.ts';
import { branches } from '../sim/sim.ts';

export function DifferenceKey() {
  const { t, lang } = useWords();
  const theme = useChoice((now) => now.theme);
  const shown = useChoice((now) => now.branch);
  const { against, waits } = useSampled(() => ({
    against: branches.other()?.name ?? '',
    waits: branches.beside.current === null,
  }));
  const words = t.stage.pair;
  const stops = divergingScale(theme);
  const gradient = stops.map(({ colour }, i) => `${colour} ${(100 * i) / (stops.length - 1)}%`).join(', ');
  const points = (share: number): string => {
    const size = formatCount(lang, Math.abs(share) * 100);
    return share === 0 ? size : `${share < 0 ? '−' : '+'}${size}`;
  };
  return (
    <div className="difference-key">
      <p className="difference-of">{words.scale(shown, against)}</p>
      <span
        className="difference-scale"
        style={{ background: `linear-gradient(90deg, ${gradient})` }}
        aria-hidden="true"
      />
      <ol>
        {stops.map(({ at }) => (
          <li key={at}>{points(at)}</li>
        ))}
      </ol>
      <p className="difference-ends">
        <span>◀ {words.less(shown)}</span>
        <span>{words.more(shown)} ▶</span>
      </p>
      <ul>
        {(['sites', 'links', 'metros'] as const).map((kind) => (
          <li key={kind}>{words.of[kind]}</li>
        ))}
      </ul>
      {waits ? <p role="status">{t.branches.waiting}</p> : null}
    </div>
  );
}
