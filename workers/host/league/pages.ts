/** The league as a page in each language. Names of policies are those of the scenario file. */
import type { Words } from '../../scenario/scenario.ts';
import { byPolicy, type Band, type MeasureKey, type Standing } from './standings.ts';

export type League = {
  edition: string;
  scenarios: {
    id: string;
    name: Words;
    untilS: number;
    seeds: number;
    runs: number;
    /** What the scenario itself says, where it says it. */
    own: Record<string, string>;
    standings: Standing[];
  }[];
};

/** Combinations shown of each scenario, besides its own and the last. */
const TOP = 5;

type Scale = { show(value: number): string };
const scaled = (factor: number): Scale => ({
  show: (value) => String(Number((value * factor).toPrecision(4))),
});
const percent = (digits: number): Scale => ({ show: (value) => (100 * value).toFixed(digits) });
const SCALES: Record<MeasureKey, Scale> = {
  totalCostUsd: scaled(1e-6),
  carbonG: scaled(1e-6),
  waitMeanS: scaled(1 / 3600),
  inTimeMean: percent(2),
};

const AXES: Record<string, Words> = {
  placement: { en: 'placement', zh: '放置' },
  routing: { en: 'routing', zh: '路由' },
  queue: { en: 'queue', zh: '排队' },
};

const HEADS: Record<MeasureKey | 'place' | 'regret', Words> = {
  place: { en: 'mean place', zh: '平均名次' },
  regret: { en: 'regret %', zh: '遗憾 %' },
  totalCostUsd: { en: 'cost, M USD', zh: '成本（百万美元）' },
  carbonG: { en: 'carbon, t', zh: '碳排（吨）' },
  waitMeanS: { en: 'mean wait, h', zh: '平均等待（小时）' },
  inTimeMean: { en: 'answered in time, %', zh: '按时应答 %' },
};

type Language = 'en' | 'zh';

const TEXT = {
  en: {
    title: 'Policy league',
    intro: [
      'All combinations of placement, routing and queue on shipped scenarios, each on the same arrivals. Where a scenario has no requests there is no routing to choose, and without jobs neither placement nor queue.',
      '**Mean place** is over the measures that differ and over the seeds; 1 would be first in everything. **Regret** is cost over that of the cheapest combination on the same seed. Figures are medians over the seeds, with the 5 % and 95 % quantiles in brackets where they differ. Combinations that came to the same stand in one row. What leaves work undone costs less: read cost beside waits. The scenario’s own choice is marked with *.',
    ],
    made: (edition: string) =>
      `Made by \`npm run league\` from the sweeps in \`examples/league\`, by edition ${edition}; all combinations are in [league.json](league.json).`,
    about: (days: string, seeds: number, runs: number) =>
      `${days} days, ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}, ${runs} runs.`,
    policies: 'Mean place of each policy, over all it was combined with:',
    any: 'any',
    separator: ', ',
    colon: ': ',
  },
  zh: {
    title: '策略联赛',
    intro: [
      '在随附场景上，比较放置、路由与排队策略的全部组合，各组合面对完全相同的任务到达。没有请求的场景不比较路由，没有任务的场景不比较放置与排队。',
      '**平均名次**取自各项有差异的指标与全部随机种子，1 表示样样第一。**遗憾**是相对于同一种子下最便宜组合多出的成本。数值为各种子的中位数，方括号内为 5% 与 95% 分位数（不同才列出）。结果完全相同的组合并为一行。做得少自然花得少，请把成本与等待对照着看。场景自带的选择以 * 标出。',
    ],
    made: (edition: string) =>
      `由 \`npm run league\` 依 \`examples/league\` 中的扫描生成，版本 ${edition}；全部组合见 [league.json](league.json)。`,
    about: (days: string, seeds: number, runs: number) => `${days} 天，${seeds} 个种子，${runs} 次运行。`,
    policies: '各策略在其全部组合中的平均名次：',
    any: '任意',
    separator: '、',
    colon: '：',
  },
};

export function leaguePage({ edition, scenarios }: League, language: Language): string {
  const text = TEXT[language];
  const parts = [
    `# ${text.title}`,
    ...text.intro,
    text.made(edition),
    ...scenarios.flatMap((one) => scenarioPart(one, language)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function scenarioPart(one: League['scenarios'][number], language: Language): string[] {
  const { name, untilS, seeds, runs, own, standings } = one;
  const text = TEXT[language];
  const axes = Object.keys(standings[0].policy);
  const measures = Object.keys(standings[0].measures) as MeasureKey[];
  const isOwn = ({ policy }: Tied) => axes.every((axis) => policy[axis].includes(own[axis]));
  const tied = together(standings);
  const shown = tied.filter((one, i) => i < TOP || i === tied.length - 1 || isOwn(one));
  const heads = ['', ...axes.map((axis) => AXES[axis][language]!)];
  for (const key of ['place', 'regret', ...measures] as const) heads.push(HEADS[key][language]!);
  const names = Object.fromEntries(
    axes.map((axis) => [axis, new Set(standings.map(({ policy }) => policy[axis]))]),
  );
  const policyText = (axis: string, chosen: string[]) =>
    chosen.length > 1 && chosen.length === names[axis].size ? text.any : chosen.join(text.separator);
  const rows = shown.map((one) => [
    `${one.rank}${isOwn(one) ? '*' : ''}`,
    ...axes.map((axis) => policyText(axis, one.policy[axis])),
    one.place.toFixed(1),
    bandText(one.regret, percent(2)),
    ...measures.map((key) => bandText(one.measures[key]!, SCALES[key])),
  ]);
  const days = String(Number((untilS / 86_400).toPrecision(4)));
  return [
    `## ${name[language] ?? name.en}`,
    text.about(days, seeds, runs),
    [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n'),
    text.policies,
    policyLines(standings, language).join('\n'),
  ];
}

/** Combinations that came to the same, in one row: every choice of an axis goes with every one of the others. */
type Tied = Omit<Standing, 'policy'> & { rank: number; policy: Record<string, string[]> };

function together(standings: Standing[]): Tied[] {
  const groups = new Map<string, { standing: Standing; rank: number }[]>();
  standings.forEach((standing, i) => {
    const { policy: _, place, ...figures } = standing;
    const same = JSON.stringify([place.toFixed(6), figures]);
    groups.set(same, [...(groups.get(same) ?? []), { standing, rank: i + 1 }]);
  });
  return [...groups.values()].flatMap((group) => {
    const axes = Object.keys(group[0].standing.policy);
    const chosen = axes.map((axis) => [...new Set(group.map(({ standing }) => standing.policy[axis]))]);
    const whole = chosen.reduce((product, names) => product * names.length, 1) === group.length;
    return (whole ? group.slice(0, 1) : group).map(({ standing, rank }) => ({
      ...standing,
      rank,
      policy: Object.fromEntries(axes.map((axis, a) => [axis, whole ? chosen[a] : [standing.policy[axis]]])),
    }));
  });
}

function policyLines(standings: Standing[], language: Language): string[] {
  const { separator, colon } = TEXT[language];
  return Object.entries(byPolicy(standings)).map(([axis, rows]) => {
    const list = rows.map((row) => `${row.name} ${row.place.toFixed(1)}`).join(separator);
    return `- ${AXES[axis][language]}${colon}${list}`;
  });
}

function bandText([low, median, high]: Band, { show }: Scale): string {
  if (!Number.isFinite(median)) return '';
  const [least, middle, most] = [show(low), show(median), show(high)];
  return least === most ? middle : `${middle} [${least}–${most}]`;
}
