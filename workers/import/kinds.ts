/** What a file may be, and which columns a table of that kind has. */
import type { Phrase } from './report.ts';

/** Tables whose columns can be chosen. */
export const TABLES = [
  'jobs',
  'machines',
  'requests',
  'rates',
  'energy',
  'nodes',
  'links',
  'matrix',
] as const;
export type TableKind = (typeof TABLES)[number];
export type Kind = 'scenario' | 'graphml' | 'node-link' | 'swf' | 'attempts' | TableKind;

export const KIND_NAMES: Record<Kind, Phrase> = {
  scenario: { en: 'Causeway scenario', zh: 'Causeway 场景' },
  graphml: { en: 'topology, GraphML', zh: '拓扑（GraphML）' },
  'node-link': { en: 'topology, node-link JSON', zh: '拓扑（节点—连线 JSON）' },
  swf: { en: 'job log, SWF', zh: '作业日志（SWF）' },
  attempts: { en: 'job log with attempts, JSON (Philly)', zh: '含尝试记录的作业日志（JSON，Philly）' },
  jobs: { en: 'jobs', zh: '作业' },
  machines: { en: 'machines of a cluster', zh: '集群机器' },
  requests: { en: 'requests, one a row', zh: '请求（每行一条）' },
  rates: { en: 'rates of requests', zh: '请求速率' },
  energy: { en: 'carbon or price over time', zh: '碳强度或电价随时间' },
  nodes: { en: 'nodes of a topology', zh: '拓扑的节点' },
  links: { en: 'links of a topology', zh: '拓扑的链路' },
  matrix: { en: 'square matrix of latencies', zh: '时延方阵' },
};

export type Field = {
  id: string;
  needed: boolean;
  /** Names of columns it goes by, without spaces and signs, the best first. */
  names: RegExp[];
  label: Phrase;
  /** A time or a length: its column has a unit. */
  unit?: 'time' | 'length';
};

const TIME = /^(?:datetimeutc|timestamp|datetime|date|time|times|starts|start|t|hour|utc|datetimelocal)$/;

export const FIELDS: Record<TableKind, Field[]> = {
  jobs: [
    {
      id: 'submit',
      needed: true,
      names: [
        /^(?:submits?|submittimes?|submittedtime|creationtime|submission(?:time)?|arrival(?:time)?|arrivaltimes)$/,
      ],
      label: { en: 'submitted', zh: '提交时间' },
      unit: 'time',
    },
    {
      id: 'accelerators',
      needed: true,
      names: [
        /^(?:accelerators|numgpus?|gpunum|gpus?|ngpus?|gpucount|usedgpus|gpusrequested)$/,
        /^(?:procs|nprocs|processors|cpus|cores|size)$/,
      ],
      label: { en: 'accelerators', zh: '加速卡数' },
    },
    {
      id: 'run',
      needed: false,
      names: [/^(?:runs?|runtimes?|duration|durations|elapsed|walltime)$/],
      label: { en: 'length', zh: '运行时长' },
      unit: 'length',
    },
    {
      id: 'start',
      needed: false,
      names: [/^(?:starts?|starttimes?|scheduledtime|startedtime)$/],
      label: { en: 'started', zh: '开始时间' },
      unit: 'time',
    },
    {
      id: 'end',
      needed: false,
      names: [/^(?:ends?|endtimes?|deletiontime|finish(?:ed)?(?:time)?|completiontime)$/],
      label: { en: 'ended', zh: '结束时间' },
      unit: 'time',
    },
    {
      id: 'estimate',
      needed: false,
      names: [/^(?:estimates?|requestedtime|timelimit|walltimelimit|limit)$/],
      label: { en: 'estimated length', zh: '预估时长' },
      unit: 'length',
    },
    {
      id: 'id',
      needed: false,
      names: [/^(?:jobid|id|name|job|jobname)$/],
      label: { en: 'name', zh: '编号' },
    },
    {
      id: 'user',
      needed: false,
      names: [/^(?:user|userid|tenant|vc|group)$/],
      label: { en: 'user', zh: '用户' },
    },
    {
      id: 'types',
      needed: false,
      names: [/^(?:gpuspec|types?|gputype|accelerator)$/],
      label: { en: 'types it may run on', zh: '可用型号' },
    },
  ],
  machines: [
    {
      id: 'accelerators',
      needed: true,
      names: [/^(?:gpus?|accelerators|numgpus?|gpunum|capgpu|gpucount)$/],
      label: { en: 'accelerators', zh: '加速卡数' },
    },
    {
      id: 'type',
      needed: true,
      names: [/^(?:model|gputype|type|gpumodel|accelerator)$/],
      label: { en: 'type', zh: '型号' },
    },
  ],
  requests: [
    { id: 'time', needed: true, names: [TIME], label: { en: 'time', zh: '时间' }, unit: 'time' },
    {
      id: 'tokensIn',
      needed: false,
      names: [/^(?:contexttokens|requesttokens|inputlength|inputtokens|prompttokens|tokensin)$/],
      label: { en: 'tokens in', zh: '输入词元' },
    },
    {
      id: 'tokensOut',
      needed: false,
      names: [/^(?:generatedtokens|responsetokens|outputlength|outputtokens|completiontokens|tokensout)$/],
      label: { en: 'tokens out', zh: '输出词元' },
    },
  ],
  rates: [
    { id: 'time', needed: true, names: [TIME], label: { en: 'time', zh: '时间' }, unit: 'time' },
    {
      id: 'rate',
      needed: true,
      names: [/^(?:rate|raterps|rps|qps|requestspersecond|ratereqpers)$/],
      label: { en: 'requests a second', zh: '每秒请求数' },
    },
  ],
  energy: [
    { id: 'time', needed: true, names: [TIME], label: { en: 'time', zh: '时间' }, unit: 'time' },
    {
      id: 'carbon',
      needed: false,
      names: [/^carbon.*(?:lca|lifecycle)/, /^(?:carbon|co2|ci)/, /gco2|co2eq/],
      label: { en: 'carbon, g/kWh', zh: '碳强度，克/千瓦时' },
    },
    {
      id: 'price',
      needed: false,
      names: [/^(?:price|lmp|spot|dayahead)/, /price/],
      label: { en: 'price, USD/MWh', zh: '电价，美元/兆瓦时' },
    },
    {
      id: 'zone',
      needed: false,
      names: [/^zoneid$/, /^(?:zone|zonename|region|area)$/],
      label: { en: 'grid', zh: '电网' },
    },
  ],
  nodes: [
    {
      id: 'id',
      needed: true,
      names: [/^(?:id|node|nodeid|site|code|key|name)$/],
      label: { en: 'id', zh: '编号' },
    },
    { id: 'name', needed: false, names: [/^(?:label|name|city|title)$/], label: { en: 'name', zh: '名称' } },
    { id: 'lat', needed: false, names: [/^(?:lat|latitude)$/], label: { en: 'latitude', zh: '纬度' } },
    {
      id: 'lon',
      needed: false,
      names: [/^(?:lon|lng|long|longitude)$/],
      label: { en: 'longitude', zh: '经度' },
    },
    { id: 'country', needed: false, names: [/^country(?:code)?$/], label: { en: 'country', zh: '国家' } },
    {
      id: 'accelerators',
      needed: false,
      names: [/^(?:accelerators|gpus?|numgpus?)$/],
      label: { en: 'accelerators', zh: '加速卡数' },
    },
  ],
  links: [
    {
      id: 'a',
      needed: true,
      names: [/^(?:source|src|from|a|u|nodea|node1|origin|srcnode)$/],
      label: { en: 'from', zh: '起点' },
    },
    {
      id: 'b',
      needed: true,
      names: [/^(?:target|dst|to|b|v|nodeb|node2|destination|dest|dstnode)$/],
      label: { en: 'to', zh: '终点' },
    },
    {
      id: 'capacity',
      needed: false,
      names: [/^(?:gbps|mbps|bps|tbps|(?:bandwidth|capacity|linkspeed|speed)(?:[kmgt]?bps|[kmgt]?bits?)?)$/],
      label: { en: 'capacity', zh: '容量' },
    },
    {
      id: 'delay',
      needed: false,
      names: [/^(?:delay|latency|rtt|ping)(?:ms|us|s)?$/],
      label: { en: 'delay', zh: '时延' },
    },
    { id: 'name', needed: false, names: [/^(?:name|label|id)$/], label: { en: 'name', zh: '名称' } },
  ],
  matrix: [],
};

/** A column's name as FIELDS' patterns want it. */
export function plainName(column: string): string {
  return column
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The unit at the end of a name: `submit_ms`, `duration (s)`. */
const UNIT_AT_END = /[_\s]+\(?(?:ns|us|ms|s|secs?|seconds|min|minutes|h|hours)\)?$/i;

function goesBy(column: string, pattern: RegExp): boolean {
  return pattern.test(plainName(column)) || pattern.test(plainName(column.replace(UNIT_AT_END, '')));
}

/** Field -> column, as far as the names of the columns tell. No column stands for two fields. */
export function guessColumns(kind: TableKind, columns: string[]): Map<string, string> {
  const found = new Map<string, string>();
  const free = new Set(columns);
  for (const { id, names } of FIELDS[kind]) {
    const column = names
      .map((pattern) => columns.find((one) => free.has(one) && goesBy(one, pattern)))
      .find((one) => one !== undefined);
    if (column === undefined) continue;
    found.set(id, column);
    free.delete(column);
  }
  return found;
}

/** Fields still without a column; of several that would do, the first. */
export function missingFields(kind: TableKind, has: (field: string) => boolean): Field[] {
  const fields = FIELDS[kind];
  const lacking = fields.filter(({ id, needed }) => needed && !has(id));
  const named = (id: string) => fields.find((field) => field.id === id)!;
  if (kind === 'jobs' && !has('run') && !(has('start') && has('end')))
    lacking.push(has('start') ? named('end') : named('run'));
  if (kind === 'energy' && !has('carbon') && !has('price')) lacking.push(named('carbon'));
  return lacking;
}
