/** The numbers of a site, a link and a metro at the tick on show. */
import { useSampled, useSteady, useWords } from '../charts/hooks.ts';
import type { MetricKey } from '../../workers/engine/metrics.ts';
import type { FrameView } from '../../workers/frame/read.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import {
  formatCount,
  formatDuration,
  formatMass,
  formatNumber,
  formatShare,
  formatSi,
  formatUsd,
} from '../i18n/format.ts';
import { seriesAt } from '../sim/series.ts';
import { branches, frames } from '../sim/sim.ts';
import { Figure } from './Figure.tsx';

type Props = { view: ViewModel; index: number };

/** A metric of the branch on show, at the tick on show. */
function shownMetric(key: MetricKey): number {
  const shown = branches.shown();
  return shown ? seriesAt(shown.series, key, frames.current?.tick ?? 0) : NaN;
}

/** Current values of one row; NaN before the first frame. */
function useFrame<T>(read: (frame: FrameView) => T): T | null {
  return useSampled(() => (frames.current ? read(frames.current) : null));
}

export function SiteFigures({ view, index: i }: Props) {
  const { t, lang } = useWords();
  const site = view.sites[i];
  const now = useFrame(({ sites: s }) => ({
    installed: s.installed[i] ?? NaN,
    computing: s.computing[i] ?? NaN,
    staging: s.staging[i] ?? NaN,
    reserved: s.servingReserved[i] ?? NaN,
    serving: s.servingBusy[i] ?? NaN,
    queued: s.queuedJobs[i] ?? NaN,
    queuedAccelerators: s.queuedAccelerators[i] ?? NaN,
    goodput: s.goodputFlops[i] ?? NaN,
    served: s.servedRps[i] ?? NaN,
    power: s.powerW[i] ?? NaN,
    carbon: s.carbonGPerKwh[i] ?? NaN,
    price: s.priceUsdPerMwh[i] ?? NaN,
    pue: s.pue[i] ?? NaN,
    gridW: s.gridW[i] ?? NaN,
    solarW: s.solarW[i] ?? NaN,
    battery: s.batteryShare[i] ?? NaN,
    water: s.waterL[i] ?? NaN,
    cost: s.totalCostUsd[i] ?? NaN,
    carbonTotal: s.carbonG[i] ?? NaN,
  }));
  if (!site || !now) return null;
  const n = now.installed || NaN;
  const busy = (now.computing + now.serving) / n;
  const staging = now.staging / n;
  const confidence = site.provenance ? t.confidence[site.provenance.confidence] : null;
  return (
    <dl className="figures">
      <Figure name={t.site.accelerators} note={confidence}>
        {formatCount(lang, now.installed)}
        {now.installed < site.accelerators
          ? ` ${t.site.announced(formatCount(lang, site.accelerators))}`
          : null}
      </Figure>
      <Figure name={t.site.busyStagingIdle}>
        {[busy, staging, Math.max(0, 1 - busy - staging)]
          .map((share) => formatShare(lang, share))
          .join(' · ')}
      </Figure>
      {now.reserved > 0 ? (
        <Figure name={t.site.serving} note={`${formatSi(lang, now.served, '/s')}`}>
          {formatCount(lang, now.serving)} / {formatCount(lang, now.reserved)}
        </Figure>
      ) : null}
      <Figure name={t.site.queue} note={formatCount(lang, now.queuedAccelerators)}>
        {t.site.jobs(formatCount(lang, now.queued))}
      </Figure>
      <Figure
        name={t.site.power}
        note={site.powerCapW === null ? null : t.site.of(formatSi(lang, site.powerCapW, 'W'))}
      >
        {formatSi(lang, now.power, 'W')}
      </Figure>
      <Figure name={t.site.goodput}>{formatSi(lang, now.goodput, 'FLOP/s')}</Figure>
      <Figure name={t.site.grid} note={`${formatUsd(lang, now.price)}/MWh`}>
        {formatCount(lang, now.carbon)} g/kWh
      </Figure>
      <Figure name={t.columns.carbon}>{formatMass(lang, now.carbonTotal)}</Figure>
      <Figure name={t.more.pue}>{formatNumber(lang, now.pue)}</Figure>
      {now.solarW > 0 ? <Figure name={t.more.solar}>{formatSi(lang, now.solarW, 'W')}</Figure> : null}
      {now.battery > 0 ? <Figure name={t.more.battery}>{formatShare(lang, now.battery)}</Figure> : null}
      {now.solarW > 0 || now.battery > 0 ? (
        <Figure name={t.more.gridPower}>{formatSi(lang, now.gridW, 'W')}</Figure>
      ) : null}
      {now.water > 0 ? <Figure name={t.more.water}>{formatSi(lang, now.water, 'L')}</Figure> : null}
      {now.cost > 0 ? <Figure name={t.more.cost}>{formatUsd(lang, now.cost)}</Figure> : null}
      {site.pools.map((pool) => (
        <Figure key={pool.type} name={pool.name}>
          {formatCount(lang, pool.count)}
        </Figure>
      ))}
    </dl>
  );
}

export function LinkFigures({ view, index: i }: Props) {
  const { t, lang } = useWords();
  const link = view.links[i];
  const now = useFrame(({ links: l }) => ({
    rates: [l.rateABBps[i] ?? NaN, l.rateBABps[i] ?? NaN],
    flows: [l.flowsAB[i] ?? NaN, l.flowsBA[i] ?? NaN],
    capacity: l.capacityBps[i] ?? NaN,
    up: (l.up[i] ?? 0) > 0,
  }));
  if (!link || !now) return null;
  const both = (show: (value: number) => string, values: number[]): string =>
    `→ ${show(values[0]!)} · ← ${show(values[1]!)}`;
  return (
    <dl className="figures">
      <Figure name={t.linkInfo.rate}>{both((rate) => formatSi(lang, rate, 'b/s'), now.rates)}</Figure>
      <Figure name={t.linkInfo.load}>
        {both((rate) => formatShare(lang, now.capacity > 0 ? rate / now.capacity : NaN), now.rates)}
      </Figure>
      <Figure name={t.linkInfo.flows}>{both((flows) => formatCount(lang, flows), now.flows)}</Figure>
      <Figure name={t.linkInfo.capacity} note={now.up ? t.linkInfo.up : t.linkInfo.down}>
        {formatSi(lang, link.capacityBps, 'b/s')}
      </Figure>
      <Figure name={t.linkInfo.delay}>{formatDuration(lang, link.delayS)}</Figure>
    </dl>
  );
}

export function MetroFigures({ view, index: i }: Props) {
  const { t, lang } = useWords();
  const metro = view.metros[i];
  const now = useFrame(({ metros: m }) => ({
    demand: m.demandRps[i] ?? NaN,
    served: m.servedRps[i] ?? NaN,
    shed: m.shedRps[i] ?? NaN,
    inTime: m.inTime[i] ?? NaN,
    latency: m.latencyS[i] ?? NaN,
    percentiles: [m.latencyP50S[i], m.latencyP95S[i], m.latencyP99S[i]].map((value) => value ?? NaN),
  }));
  const regret = useSteady(() => shownMetric('regret'));
  if (!metro || !now) return null;
  return (
    <dl className="figures">
      <Figure name={t.metro.demand}>{formatSi(lang, now.demand, '/s')}</Figure>
      <Figure name={t.metro.served}>{formatSi(lang, now.served, '/s')}</Figure>
      <Figure name={t.metro.shed}>{formatSi(lang, now.shed, '/s')}</Figure>
      <Figure name={t.metro.inTime}>{formatShare(lang, now.inTime, 1)}</Figure>
      <Figure name={t.metro.latency}>{formatDuration(lang, now.latency)}</Figure>
      <Figure name={t.more.latency}>
        {now.percentiles.map((value) => formatDuration(lang, value)).join(' · ')}
      </Figure>
      {regret > 0 ? <Figure name={t.more.regret}>{formatShare(lang, regret, 1)}</Figure> : null}
      <Figure name={t.metro.population}>{formatSi(lang, metro.populationM * 1e6, '')}</Figure>
    </dl>
  );
}
