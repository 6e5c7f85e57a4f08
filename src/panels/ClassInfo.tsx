/** A class of work, and a tenant: what the scenario says of them, and their jobs or requests now. */
import { useWords } from '../charts/hooks.ts';
import { Button } from 'react-aria-components';
import type { WorkClass } from '../../workers/scenario/scenario.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { formatCount, formatDuration, formatNumber, formatShare, formatSi } from '../i18n/format.ts';
import { choices } from '../sim/sim.ts';
import { useAnswer } from './ask.ts';
import { Figure } from './Figure.tsx';
import { JobList } from './JobList.tsx';
import { siteName } from './names.ts';

type Props = { view: ViewModel; index: number };

export function ClassInfo({ view, index }: Props) {
  const { t } = useWords();
  const given = view.classes[index];
  if (!given) return null;
  return (
    <>
      <dl className="figures">
        <Given spec={given.spec} />
      </dl>
      {given.kind === 'job' ? (
        <JobList about={{ class: index }} title={t.jobs.title} />
      ) : (
        <Load view={view} index={index} />
      )}
    </>
  );
}

function Given({ spec }: { spec: WorkClass }) {
  const { t, lang } = useWords();
  const words = t.classInfo;
  const bytes = (value: number): string => formatSi(lang, value, 'B');
  if (spec.kind === 'request') {
    return (
      <>
        <Figure name={words.tokens}>
          {formatCount(lang, spec.tokensIn)} · {formatCount(lang, spec.tokensOut)}
        </Figure>
        <Figure name={words.params}>{formatSi(lang, spec.activeParamsB * 1e9, '')}</Figure>
        <Figure name={words.ttft}>{formatDuration(lang, spec.ttftLimitS)}</Figure>
        {spec.tpotLimitS === null ? null : (
          <Figure name={words.tpot}>{formatDuration(lang, spec.tpotLimitS)}</Figure>
        )}
      </>
    );
  }
  return (
    <>
      <Figure name={words.mfu}>{formatShare(lang, spec.mfu)}</Figure>
      {spec.datasetTB > 0 ? <Figure name={words.dataset}>{bytes(spec.datasetTB * 1e12)}</Figure> : null}
      {spec.checkpointGB > 0 ? (
        <Figure name={words.checkpoint}>{bytes(spec.checkpointGB * 1e9)}</Figure>
      ) : null}
      {spec.minMemoryGB > 0 ? <Figure name={words.memory}>{bytes(spec.minMemoryGB * 1e9)}</Figure> : null}
      {spec.acceleratorMtbfHours === null ? null : (
        <Figure name={words.mtbf}>{formatDuration(lang, spec.acceleratorMtbfHours * 3600)}</Figure>
      )}
      <Figure name={words.preemptible}>{spec.preemptible ? words.yes : words.no}</Figure>
    </>
  );
}

function Load({ view, index }: Props) {
  const { t, lang } = useWords();
  const load = useAnswer(`load ${index}`, (ask, tick) => ask.classLoad(index, tick));
  if (!load) return <p className="quiet asked">{t.jobs.computing}</p>;
  const rate = (rps: number): string => formatSi(lang, rps, '/s');
  return (
    <>
      <dl className="figures">
        <Figure name={t.classInfo.demand}>{rate(load.demandRps)}</Figure>
        <Figure name={t.classInfo.served}>{rate(load.servedRps)}</Figure>
      </dl>
      <section className="asked" aria-label={t.classInfo.bySite}>
        <h3>{t.classInfo.bySite}</h3>
        <table className="asked-table">
          <tbody>
            {load.sites
              .filter(({ servedRps }) => servedRps > 0)
              .map(({ site, servedRps, capacityRps }) => (
                <tr key={site}>
                  <th scope="row">
                    <Button
                      className="name"
                      onPress={() => choices.setState({ selected: { kind: 'site', index: site } })}
                    >
                      {siteName(view, site, lang)}
                    </Button>
                  </th>
                  <td className="numeric">{rate(servedRps)}</td>
                  <td className="numeric">{formatShare(lang, servedRps / capacityRps)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

export function TenantInfo({ view, index }: Props) {
  const { t, lang } = useWords();
  const tenant = view.tenants[index];
  if (!tenant) return null;
  return (
    <>
      <dl className="figures">
        <Figure name={t.tenantInfo.quota}>
          {tenant.quota === null ? t.tenantInfo.noQuota : formatCount(lang, tenant.quota)}
        </Figure>
        <Figure name={t.tenantInfo.share}>{formatNumber(lang, tenant.share)}</Figure>
      </dl>
      <JobList about={{ tenant: index }} title={t.jobs.title} />
    </>
  );
}
