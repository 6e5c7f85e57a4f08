/** What the colours and shapes mean; pressing an entry hides or shows its kind on the map. */
import { useChoice, useWords } from '../charts/hooks.ts';
import { useMemo } from 'react';
import {
  FLOW_KINDS,
  LEGEND_KEYS,
  PARTICLE_PACE,
  divergingScale,
  flowColours,
  legendColour,
  loadRamp,
  siteLegendKey,
  type FlowKind,
  type LegendKey,
} from '../scene/legend.ts';
import { choices } from '../sim/sim.ts';
import { DifferenceKey } from './DifferenceKey.tsx';
import { toggleHidden, type Theme } from '../sim/store.ts';

export function Legend() {
  const { t } = useWords();
  const view = useChoice((now) => now.view);
  const hidden = useChoice((now) => now.hidden);
  const theme = useChoice((now) => now.theme);
  const drawn = useChoice((now) => now.renderer !== 'none');
  const isDifference = useChoice((now) => now.pair === 'difference') && drawn;
  const present = useMemo(() => {
    const found = new Set<LegendKey>(view?.sites.map(siteLegendKey));
    if (view?.metros.length) found.add('metro');
    if (view?.links.length) found.add('link');
    if (view?.links.length && drawn && !isDifference) found.add('flow');
    return LEGEND_KEYS.filter((key) => found.has(key));
  }, [view, drawn, isDifference]);
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
              <Swatch of={key} theme={theme} isDifference={isDifference} />
              <span>{isDifference && isCompared(key) ? t.stage.pair[key] : t.roles[key]}</span>
            </button>
          </li>
        ))}
      </ul>
      {isDifference ? <DifferenceKey /> : null}
      {present.includes('flow') && !hidden.has('flow') ? <FlowKey theme={theme} /> : null}
      {drawn && !isDifference ? <PatternKey hasFlows={present.includes('flow')} /> : null}
    </section>
  );
}

/** Shapes of the particles as the map draws them, pointing right. */
const SHAPES: Record<FlowKind, string> = {
  inference: 'M1 3.4 11 6 1 8.6z',
  dataset: 'M1 1 11 6 1 11 4 6z',
  checkpoint: 'M1 2.5h6L11 6 7 9.5H1z',
  gradient: 'M2 1h3l6 5-6 5H2l5-5z',
};

/** What the particles carry. */
function FlowKey({ theme }: { theme: Theme }) {
  const { t } = useWords();
  return (
    <>
      <ul className="flow-key">
        {FLOW_KINDS.map((kind) => {
          const { fill, edge } = flowColours(kind, theme);
          return (
            <li key={kind}>
              <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
                <path d={SHAPES[kind]} style={{ fill, stroke: edge }} />
              </svg>
              {t.flowKinds[kind]}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Parts of a tower, from its foot up, then what lies over all of it. */
const PATTERNS = ['busy', 'staging', 'stalled', 'free', 'planned', 'throttled', 'broken'] as const;

/** What the patterns on towers mean, and how much slower than light particles go: on demand, as it takes room. */
function PatternKey({ hasFlows }: { hasFlows: boolean }) {
  const { t } = useWords();
  return (
    <details className="pattern-key">
      <summary>{t.stage.patterns.title}</summary>
      <ul>
        {PATTERNS.map((pattern) => (
          <li key={pattern}>
            <span className={`swatch pattern-${pattern}`} aria-hidden="true" />
            {t.stage.patterns.of[pattern]}
          </li>
        ))}
      </ul>
      {hasFlows ? (
        <p className="flow-pace">{t.flowPace(PARTICLE_PACE.slowdown, PARTICLE_PACE.leastS)}</p>
      ) : null}
    </details>
  );
}

/** Coloured by their difference, as sites are too; those keep what tells their role. */
function isCompared(key: LegendKey): key is 'link' | 'metro' {
  return key === 'link' || key === 'metro';
}

function Swatch({ of, theme, isDifference }: { of: LegendKey; theme: Theme; isDifference: boolean }) {
  const diverging = divergingScale(theme).map(({ colour }) => colour);
  const color = isDifference ? diverging[2] : legendColour(of, theme);
  const ramp = isDifference ? diverging : loadRamp(theme);
  const background = of === 'link' ? `linear-gradient(90deg, ${ramp.join(', ')})` : undefined;
  return <span className={`swatch swatch-${of}`} style={{ color, background }} aria-hidden="true" />;
}
