/** Facility power: accelerators x TDP x (1 + host overhead) x PUE, against the megawatts published for all of a site. */
import type { Facts, Group, Pair } from './calibrate.ts';
import { knownReason } from './known.ts';

type Row = Record<string, string>;

export async function powerGroups({ rows }: Facts): Promise<Group[]> {
  const tdpW = new Map((await rows('accelerators.csv')).map(({ id, tdp_w }) => [id, Number(tdp_w)]));
  const sites = (await rows('sites.csv')).filter(
    (site) =>
      site.status === 'operational' &&
      Number(site.accel_count) > 0 &&
      Number(site.power_mw) > 0 &&
      site.level !== 'template',
  );
  const pair = (site: Row): Pair => ({
    name: site.id,
    theirs: Number(site.power_mw),
    ours:
      (Number(site.accel_count) *
        tdpW.get(site.accel_id)! *
        (1 + Number(site.host_overhead)) *
        Number(site.pue)) /
      1e6,
    reason: knownReason('power', site.id),
  });
  const of = (chosen: (site: Row) => boolean) => sites.filter(chosen).map(pair);
  const isReported = (site: Row) => site.confidence === 'reported';
  const isCampus = (site: Row) => site.level === 'campus';
  const isChinese = (site: Row) => site.country === 'CN';
  return [
    {
      title: 'Power of supercomputers',
      unit: 'MW',
      against: 'power published with the Linpack result, against all accelerators at TDP',
      pairs: of((site) => site.role === 'hpc' && isReported(site)),
      band: [0.7, 1.3],
      because: 'machines of accelerators and little else',
    },
    {
      title: 'Power of training campuses outside China',
      unit: 'MW',
      against: 'facility power published or observed, against all accelerators at TDP',
      pairs: of((site) => site.role === 'training' && isReported(site) && isCampus(site) && !isChinese(site)),
      band: [0.7, 1],
      because:
        'a campus is published with what it is built for, of which hosts are counted by their data sheets',
    },
    {
      title: 'Power of inference and mixed campuses outside China',
      unit: 'MW',
      against: 'facility power published for the whole campus',
      pairs: of(
        (site) =>
          site.role !== 'training' &&
          site.role !== 'hpc' &&
          isReported(site) &&
          isCampus(site) &&
          !isChinese(site),
      ),
      band: [0.05, 0.35],
      because: 'most of such a campus is not accelerators, and its power is of all of it',
    },
    {
      title: 'Power of Chinese campuses',
      unit: 'MW',
      against: 'facility power published for the whole campus',
      pairs: of((site) => isReported(site) && isCampus(site) && isChinese(site) && site.role !== 'hpc'),
      band: [0.1, 0.4],
      because: 'chips of Chinese campuses are nearly all guesses, and racks of all kinds share the power',
    },
    {
      title: 'Power of the ten Chinese clusters',
      unit: 'MW',
      against: 'power derived from standard racks of 2.5 kW',
      pairs: of((site) => site.level === 'cluster'),
      band: [0.08, 0.3],
      because: 'racks of all kinds are counted, of which the accelerators are the smaller part',
    },
    {
      title: 'Power of markets and cloud regions',
      unit: 'MW',
      against: 'wholesale colocation of a city',
      pairs: of((site) => site.level === 'metro market'),
      band: [0.01, 0.1],
      because: 'their accelerators are a guess and a small part; the power is no check of them',
    },
  ];
}
