/**
 * Two branches place by place at the same tick: the one on show less the one it is held against, on a
 * diverging scale. While this stands, the second branch is kept in step.
 */
import { useEffect } from 'react';
import type { FrameView } from '../../workers/frame/read.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { useChoice, useSampled, useWords } from '../charts/hooks.ts';
import { formatCount, formatPoints, formatShare, formatSi, signed } from '../i18n/format.ts';
import { branches, choices, frames } from '../sim/sim.ts';
import type { Lang } from '../sim/store.ts';
import { linkName, siteName } from './names.ts';

type Kind = 'sites' | 'links';

type Place = {
  name: string;
  /** A share of each branch, which is compared on the scale. */
  shares: [mine: number, theirs: number];
  /** Further differences, written out. */
  others: string[];
};

const linkLoad = ({ links }: FrameView, i: number): number =>
  Math.max(links.rateABBps[i]!, links.rateBABps[i]!) / (links.capacityBps[i] || NaN);

function places(kind: Kind, view: ViewModel, lang: Lang, mine: FrameView, theirs: FrameView): Place[] {
  if (kind === 'links') {
    return view.links.map((_, i) => ({
      name: linkName(view, i, lang),
      shares: [linkLoad(mine, i), linkLoad(theirs, i)],
      others: [],
    }));
  }
  return view.sites.map((_, i) => {
    const queue = mine.sites.queuedJobs[i]! - theirs.sites.queuedJobs[i]!;
    const power = mine.sites.powerW[i]! - theirs.sites.powerW[i]!;
    return {
      name: siteName(view, i, lang),
      shares: [mine.sites.utilisation[i]!, theirs.sites.utilisation[i]!],
      others: [signed(formatCount(lang, queue), queue), signed(formatSi(lang, power, 'W'), power)],
    };
  });
}

export function PlaceDifferences({ kind, view }: { kind: Kind; view: ViewModel }) {
  const { t, lang } = useWords();
  const shown = useChoice((now) => now.branch);
  useEffect(() => {
    choices.setState({ two: true });
    return () => choices.setState({ two: false });
  }, []);
  const { mine, theirs, against } = useSampled(() => ({
    mine: frames.current,
    theirs: branches.beside.current,
    against: branches.other()?.name ?? '',
  }));
  if (!mine || mine.tick !== theirs?.tick) return <p className="quiet note">{t.branches.waiting}</p>;
  const share = kind === 'sites' ? t.columns.utilisation : t.columns.load;
  const heads = [`${share}, ${shown}`, `${share}, ${against}`, `${shown} − ${against}`];
  if (kind === 'sites')
    heads.push(`${t.branches.queue}, ${shown} − ${against}`, `${t.columns.power}, ${shown} − ${against}`);
  return (
    <table className="places">
      <caption className="sr-only">{t.branches.whats[kind]}</caption>
      <thead>
        <tr>
          <th scope="col">{t.columns.name}</th>
          {heads.map((head) => (
            <th key={head} scope="col" className="numeric">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {places(kind, view, lang, mine, theirs).map(({ name, shares: [own, other], others }, i) => (
          <tr key={i}>
            <th scope="row">{name}</th>
            <td className="numeric">{formatShare(lang, own)}</td>
            <td className="numeric">{formatShare(lang, other)}</td>
            <td className="numeric">
              <Diverging by={own - other} />
              <span className="diverging-by">{formatPoints(lang, own - other)}</span>
            </td>
            {others.map((text, at) => (
              <td key={at} className="numeric">
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A bar from the middle: to the right for more, to the left for less; full at one half. */
function Diverging({ by }: { by: number }) {
  const half = Number.isFinite(by) ? Math.min(1, Math.abs(by) * 2) * 50 : 0;
  return (
    <span className="diverging" aria-hidden="true">
      <span
        className={by < 0 ? 'less' : 'more'}
        style={{ left: `${by < 0 ? 50 - half : 50}%`, width: `${half}%` }}
      />
    </span>
  );
}
