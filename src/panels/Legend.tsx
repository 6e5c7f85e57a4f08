/** What the colours and shapes mean; pressing an entry hides or shows its kind on the map. */
import { useChoice, useWords } from '../charts/hooks.ts';
import { useMemo } from 'react';
import { LEGEND_KEYS, legendColour, loadRamp, siteLegendKey, type LegendKey } from '../scene/legend.ts';
import { choices } from '../sim/sim.ts';
import { toggleHidden, type Theme } from '../sim/store.ts';

export function Legend() {
  const { t } = useWords();
  const view = useChoice((now) => now.view);
  const hidden = useChoice((now) => now.hidden);
  const theme = useChoice((now) => now.theme);
  const drawn = useChoice((now) => now.renderer !== 'none');
  const present = useMemo(() => {
    const found = new Set<LegendKey>(view?.sites.map(siteLegendKey));
    if (view?.metros.length) found.add('metro');
    if (view?.links.length) found.add('link');
    if (view?.links.length && drawn) found.add('flow');
    return LEGEND_KEYS.filter((key) => found.has(key));
  }, [view, drawn]);
  if (present.length === 0) return null;
  return (
    <section className="panel legend" aria-labelledby="legend-title">
      <h2 id="legend-title">{t.legend}</h2>
      <ul>
        {present.map((key) => (
          <li key={key}>
            <button
              type="button"
              aria-pressed={!hidden.has(key)}
              onClick={() => toggleHidden(choices, key)}
              className="legend-entry"
            >
              <Swatch of={key} theme={theme} />
              <span>{t.roles[key]}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Swatch({ of, theme }: { of: LegendKey; theme: Theme }) {
  const color = legendColour(of, theme);
  const background = of === 'link' ? `linear-gradient(90deg, ${loadRamp(theme).join(', ')})` : undefined;
  return <span className={`swatch swatch-${of}`} style={{ color, background }} aria-hidden="true" />;
}
