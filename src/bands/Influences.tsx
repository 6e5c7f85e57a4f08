/** Which uncertain fact moves the chosen answer most: a tornado that is a table, so that it reads as well as it looks. */
import { Button } from 'react-aria-components';
import { useWords } from '../charts/hooks.ts';
import type { Dictionary } from '../i18n/en.ts';
import { formatCount, formatNumber, formatScore, formatShare } from '../i18n/format.ts';
import { metricName } from '../i18n/metric-names.ts';
import { pickWords } from '../i18n/words.ts';
import { askSobol, stopSobol } from '../sim/ensemble.ts';
import type { Lang } from '../sim/store.ts';
import type { Fact, Indices, Influence } from '../../workers/ensemble.ts';
import type { Shown } from './shown.ts';

const ROWS = 12;

export function Influences({ now, influence }: { now: Shown; influence: Influence }) {
  const { t, lang } = useWords();
  const { plan, answer, sobol } = now;
  const { ranks, noise } = influence;
  const indices = sobol?.state === 'done' && isOf(sobol.indices, now) ? sobol.indices : null;
  const level = formatScore(lang, noise);
  return (
    <div className="bands-influence">
      <table>
        <caption>{t.bands.influence(`${metricName(lang, answer.figure)} · ${ofText(now, t)}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{t.bands.fact}</th>
            <th scope="col" colSpan={2}>
              {t.bands.correlation}
            </th>
            {indices ? (
              <>
                <th scope="col" className="numeric">
                  {t.bands.first}
                </th>
                <th scope="col" className="numeric">
                  {t.bands.total}
                </th>
              </>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {ranks.slice(0, ROWS).map(({ fact, correlation }) => {
            const index = indices?.indices.find((one) => one.fact === fact);
            const isNoise = Math.abs(correlation) < noise;
            return (
              <tr key={fact} className={isNoise ? 'noise' : ''}>
                <th scope="row">
                  <FactName fact={plan.facts[fact]!} />
                </th>
                <td className="tornado-cell">
                  <Bar by={correlation} />
                </td>
                <td className="numeric">{signedScore(lang, correlation)}</td>
                {indices ? (
                  <>
                    <td className="numeric">{index ? formatShare(lang, index.first) : ''}</td>
                    <td className="numeric">{index ? formatShare(lang, index.total) : ''}</td>
                  </>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="quiet">{t.bands.noise(level)}</p>
      {indices ? <p className="quiet">{t.bands.sobolNote(formatCount(lang, indices.count))}</p> : null}
      <div className="bands-actions">
        {sobol?.state === 'running' ? (
          <>
            <span role="status">
              {t.bands.sobolRuns(formatCount(lang, sobol.done), formatCount(lang, sobol.of))}
            </span>
            <Button className="action" onPress={stopSobol}>
              {t.bands.sobolStop}
            </Button>
          </>
        ) : indices ? null : (
          <Button className="action" onPress={() => void askSobol()}>
            {t.bands.sobol}
          </Button>
        )}
      </div>
    </div>
  );
}

function isOf({ answer: { figure, of } }: Indices, { answer }: Shown): boolean {
  return figure === answer.figure && of === answer.of;
}

function ofText({ answer, names }: Shown, { bands }: Dictionary): string {
  const { of } = answer;
  return of === 'difference' ? bands.of.difference : bands.branch(names[of === 'shown' ? 0 : 1]);
}

function FactName({ fact }: { fact: Fact }) {
  const { t, lang } = useWords();
  const { band, source } = fact;
  const range = band?.map((value) => formatNumber(lang, value)).join(' – ');
  return (
    <>
      {factText(fact, t, lang)}
      {range ? <small className="quiet"> {range}</small> : null}
      <small className="fact-source" lang="en">
        {source}
      </small>
    </>
  );
}

export function factText({ key, names, count }: Fact, t: Dictionary, lang: Lang): string {
  const first = names[0] ? pickWords(names[0], lang) : '';
  const whose = count > 1 ? t.bands.more(first, formatCount(lang, count)) : first;
  return t.bands.factOf(t.bands.facts[key] ?? key, whose);
}

function signedScore(lang: Lang, value: number): string {
  const text = formatScore(lang, Math.round(value * 100) / 100);
  return value > 0 ? `+${text}` : text;
}

/** From the middle: to the right where the answer rises with the fact. */
function Bar({ by }: { by: number }) {
  const half = Math.min(1, Math.abs(by)) * 50;
  return (
    <span className="diverging" aria-hidden="true">
      <span
        className={by < 0 ? 'less' : 'more'}
        style={{ left: `${by < 0 ? 50 - half : 50}%`, width: `${half}%` }}
      />
    </span>
  );
}
