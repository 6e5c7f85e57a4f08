/** Gathering a topology: nodes and edges whatever the order and the names of their attributes. */
import { amountOf, numberOf } from './cells.ts';
import { plainName } from './kinds.ts';
import type { GraphPart } from './parts.ts';
import { fault, note, skip, type Report } from './report.ts';

const MAX_NODES = 5000;
const MAX_EDGES = 30_000;

/** Attributes by plain name (letters and digits of the name, in lower case). */
export type Attributes = Map<string, string>;

const BITS: Record<string, number> = { k: 1e-6, m: 1e-3, g: 1, t: 1e3 };

export function createGraph(source: string): GraphPart {
  return { kind: 'graph', name: '', nodes: new Map(), edges: [], source };
}

export function attributesOf(pairs: Iterable<[string, string]>): Attributes {
  return new Map([...pairs].map(([name, value]) => [plainName(name), value]));
}

function first(attributes: Attributes, names: string[]): string | undefined {
  for (const name of names) {
    const value = attributes.get(name)?.trim();
    if (value) return value;
  }
  return undefined;
}

export function addNode(
  graph: GraphPart,
  key: string,
  attributes: Attributes,
  report: Report,
  line: number,
): void {
  if (graph.nodes.size >= MAX_NODES)
    return fault(
      report,
      line,
      { en: `has more than ${MAX_NODES} nodes`, zh: `节点超过 ${MAX_NODES} 个` },
      { en: 'a smaller topology', zh: '请用较小的拓扑' },
    );
  if (graph.nodes.has(key))
    return skip(report, line, { en: 'a node whose id came before', zh: '节点编号重复' });
  const within = (value: number | null, most: number) =>
    value === null || Number.isNaN(value) || value < -most || value > most ? null : value;
  const lat = within(numberOf(first(attributes, ['latitude', 'lat'])), 90);
  const lon = within(numberOf(first(attributes, ['longitude', 'lon', 'lng', 'long'])), 180);
  const accelerators = amountOf(first(attributes, ['accelerators', 'gpus', 'gpu', 'numgpus']));
  graph.nodes.set(key, {
    key,
    name: (first(attributes, ['label', 'name', 'city', 'title']) ?? key).slice(0, 200),
    lat: lon === null ? null : lat,
    lon: lat === null ? null : lon,
    country: (first(attributes, ['country', 'countrycode', 'geocodecountry']) ?? '')
      .replace(/\s+/g, '-')
      .slice(0, 100),
    accelerators: accelerators === null || Number.isNaN(accelerators) ? null : Math.round(accelerators),
  });
  report.read++;
}

export function addEdge(
  graph: GraphPart,
  a: string,
  b: string,
  attributes: Attributes,
  report: Report,
  line: number,
): void {
  if (graph.edges.length >= MAX_EDGES)
    return fault(
      report,
      line,
      { en: `has more than ${MAX_EDGES} links`, zh: `链路超过 ${MAX_EDGES} 条` },
      { en: 'a smaller topology', zh: '请用较小的拓扑' },
    );
  if (a === b) return skip(report, line, { en: 'a link from a node to itself', zh: '链路两端相同' });
  const name = first(attributes, ['linklabel', 'label', 'name', 'linktype', 'type']);
  graph.edges.push({
    a,
    b,
    name: name?.slice(0, 200) ?? '',
    gbps: gbpsOf(attributes),
    delayMs: delayOf(attributes),
  });
  report.read++;
}

/** Capacity, whatever it is called: bit/s, a figure with its unit beside it, or a label such as "2.5 Gbps". */
function gbpsOf(attributes: Attributes): number | null {
  const amount = (name: string) => {
    const value = amountOf(attributes.get(name));
    return value !== null && value > 0 ? value : null;
  };
  const raw = amount('linkspeedraw') ?? amount('bps');
  if (raw !== null) return raw / 1e9;
  for (const [name, unit] of [
    ['gbps', 'g'],
    ['mbps', 'm'],
    ['tbps', 't'],
    ['kbps', 'k'],
  ] as const) {
    for (const prefix of ['', 'capacity', 'bandwidth', 'speed', 'linkspeed']) {
      const value = amount(prefix + name);
      if (value !== null) return value * BITS[unit];
    }
  }
  const unit = attributes.get('linkspeedunits')?.trim().slice(0, 1).toLowerCase();
  for (const name of ['linkspeed', 'capacity', 'bandwidth', 'speed']) {
    const value = amount(name);
    if (value !== null) return value * (unit === undefined ? 1 : (BITS[unit] ?? 1));
    const said = saidGbps(attributes.get(name));
    if (said !== null) return said;
  }
  return saidGbps(
    ['linklabel', 'label', 'linktype', 'linknote'].map((name) => attributes.get(name) ?? '').join(' '),
  );
}

function saidGbps(text: string | undefined): number | null {
  // SONET and SDH name their rates by multiples.
  const [, kind, times] = /\b(OC|STM)-?(\d{1,4})/i.exec(text ?? '') ?? [];
  if (kind !== undefined) return Number(times) * (/oc/i.test(kind) ? 0.05184 : 0.15552) || null;
  const [, amount, unit] = /(\d+(?:\.\d+)?)\s*([kmgt])(?:b(?:ps|it)|\b)/i.exec(text ?? '') ?? [];
  if (amount === undefined) return null;
  return Number(amount) * BITS[unit.toLowerCase()] || null;
}

function delayOf(attributes: Attributes): number | null {
  for (const [names, factor] of [
    [['delayms', 'latencyms', 'delay', 'latency'], 1],
    [['rttms', 'rtt', 'ping'], 0.5],
    [['delayus', 'latencyus'], 1e-3],
    [['delays', 'latencys'], 1e3],
  ] as const) {
    for (const name of names) {
      const value = amountOf(attributes.get(name));
      if (value !== null && !Number.isNaN(value)) return value * factor;
    }
  }
  return null;
}

/** Nodes that only edges name; and what a graph must have. */
export function finishGraph(
  graph: GraphPart,
  report: Report,
  cure: { en: string; zh: string },
): GraphPart | null {
  let named = 0;
  for (const { a, b } of graph.edges) {
    for (const key of [a, b]) {
      if (graph.nodes.has(key)) continue;
      addNode(graph, key, new Map(), report, 1);
      named++;
    }
  }
  if (named > 0)
    note(report, {
      en: `${named} nodes that only links name: taken, without a place`,
      zh: `${named} 个节点仅见于链路：已收入，无位置`,
    });
  if (graph.nodes.size === 0) fault(report, null, { en: 'has no node', zh: '没有节点' }, cure);
  return report.faults.length > 0 ? null : graph;
}
