/** Compute: accelerators x peak, against the EFLOP/s published. */
import type { Facts, Group, Pair } from './calibrate.ts';
import { knownReason } from './known.ts';

/** Linpack over peak: the upper end of what hpc_sim reaches in workloads.csv. */
const LINPACK_SHARE = 0.65;

export async function computeGroups({ rows }: Facts): Promise<Group[]> {
  const chips = new Map((await rows('accelerators.csv')).map((chip) => [chip.id, chip]));
  const sites = await rows('sites.csv');
  const group = (basis: string, column: string, share: number): Pair[] =>
    sites
      .filter((site) => site.reported_basis === basis)
      .map((site) => ({
        name: site.id,
        theirs: Number(site.reported_eflops),
        ours: (Number(site.accel_count) * share * Number(chips.get(site.accel_id)![column])) / 1e6,
        reason: knownReason('compute', site.id),
      }));
  return [
    {
      title: 'Compute of training campuses',
      unit: 'EFLOP/s',
      against: 'H100-equivalents of Epoch AI at 0.989 PFLOP/s, against dense BF16 peaks',
      pairs: group('h100e', 'bf16_tflops', 1),
      band: [0.8, 1.7],
      because: 'the published counts are of different months of a growing campus',
    },
    {
      title: 'Compute of Chinese sites',
      unit: 'EFLOP/s',
      against: '"intelligent" FLOP/s as operators and provinces give them, against dense BF16 peaks',
      pairs: group('intelligent', 'bf16_tflops', 1),
      band: [0.8, 1.6],
      because: 'what is counted differs from place to place; chips were chosen with these figures in view',
    },
    {
      title: 'Linpack of supercomputers',
      unit: 'EFLOP/s',
      against: `TOP500 and unofficial results, against FP64 peaks x ${LINPACK_SHARE}`,
      pairs: group('hpl', 'fp64_tflops', LINPACK_SHARE),
      band: [0.7, 1.3],
      because: 'Linpack reaches 50 to 80 % of peak',
    },
  ];
}
