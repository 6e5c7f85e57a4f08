/** A graph -> sites and links of a scenario, and what had to be assumed. */
import type { JsonObject } from '../scenario/patch.ts';
import { DELAY_MS, GBPS, H100, MESH_GBPS, POOL } from './assumed.ts';
import { idOf } from './cells.ts';
import type { GraphPart } from './parts.ts';
import { countComponents, placeNodes, type Placed } from './places.ts';
import type { Phrase } from './report.ts';

export type Topology = {
  sites: Record<string, JsonObject>;
  links: Record<string, JsonObject>;
  accelerators: Record<string, JsonObject>;
  /** The site with the most links: where a log without places is at home. */
  home: string;
  notes: Phrase[];
};

/** Several files of one topology, such as its nodes and its links. */
export function joinGraphs(parts: GraphPart[]): GraphPart {
  const whole: GraphPart = { ...parts[0], nodes: new Map(), edges: [] };
  for (const { name, nodes, edges } of parts) {
    whole.name ||= name;
    whole.edges.push(...edges);
    for (const node of nodes.values()) {
      const there = whole.nodes.get(node.key);
      // What only a link named has no place yet; the file of nodes has.
      if (!there || (there.lat === null && node.lat !== null)) whole.nodes.set(node.key, node);
    }
  }
  return whole;
}

export function topologyOf(graph: GraphPart): Topology {
  const placed = placeNodes(graph);
  const taken = new Set<string>();
  const ids = new Map<string, string>();
  const sites: Topology['sites'] = {};
  for (const [key, place] of placed) {
    const id = idOf(place.node.name, 'node', taken);
    ids.set(key, id);
    sites[id] = siteOf(place, graph.source);
  }
  const links = linksOf(graph, placed, ids);
  const degree = new Map<string, number>();
  for (const { a, b } of graph.edges) for (const key of [a, b]) degree.set(key, (degree.get(key) ?? 0) + 1);
  let home = [...placed.keys()][0];
  for (const key of placed.keys()) if ((degree.get(key) ?? 0) > (degree.get(home) ?? 0)) home = key;
  return {
    sites,
    links: links.links,
    accelerators: { h100: H100 },
    home: ids.get(home)!,
    notes: [...placeNotes([...placed.values()], graph), ...links.notes],
  };
}

function siteOf({ node, lat, lon, by }: Placed, source: string): JsonObject {
  const place = {
    file: '',
    neighbours: 'place: the mean of its neighbours',
    others: 'place: the middle of the others',
    grid: 'place: none, set on a grid',
  }[by];
  const pool = node.accelerators === null ? `pool: ${POOL} accelerators assumed` : '';
  const note = [place, pool].filter((one) => one !== '').join('; ');
  return {
    name: { en: node.name },
    lat: Number(lat.toFixed(4)),
    lon: Number(lon.toFixed(4)),
    country: node.country,
    pools: { h100: node.accelerators ?? POOL },
    provenance: { source, confidence: note === '' ? 'given' : 'estimate', ...(note === '' ? {} : { note }) },
  };
}

function linksOf(graph: GraphPart, placed: Map<string, Placed>, ids: Map<string, string>) {
  const links: Topology['links'] = {};
  const taken = new Set<string>();
  const known = graph.edges.flatMap(({ gbps }) => gbps ?? []).sort((x, y) => x - y);
  const mesh = graph.edges.some(({ delayMs }) => delayMs !== null);
  const usual = known.length > 0 ? known[Math.floor(known.length / 2)] : mesh ? MESH_GBPS : GBPS;
  const pairs = new Set<string>();
  const count = { speed: 0, delay: 0, parallel: 0 };
  for (const { a, b, name, gbps, delayMs } of graph.edges) {
    const [from, to] = [ids.get(a)!, ids.get(b)!];
    const pair = from < to ? `${from} ${to}` : `${to} ${from}`;
    if (pairs.has(pair)) count.parallel++;
    pairs.add(pair);
    const guessed = delayMs === null && [a, b].some((key) => /grid|others/.test(placed.get(key)!.by));
    if (gbps === null) count.speed++;
    if (guessed) count.delay++;
    const delay = delayMs ?? (guessed ? DELAY_MS : null);
    links[idOf(`${from}--${to}`, 'link', taken)] = {
      a: from,
      b: to,
      gbps: Math.min(1e12, Math.max(1e-12, gbps ?? usual)),
      ...(delay === null ? {} : { delayMs: delay }),
      ...(name === '' ? {} : { name }),
      provenance:
        gbps === null
          ? { source: graph.source, confidence: 'estimate', note: `capacity assumed: ${usual} Gbit/s` }
          : { source: graph.source, confidence: 'given' },
    };
  }
  return { links, notes: linkNotes(count, usual, known.length > 0) };
}

function linkNotes(
  count: { speed: number; delay: number; parallel: number },
  usual: number,
  median: boolean,
): Phrase[] {
  const notes: Phrase[] = [];
  if (count.speed > 0)
    notes.push({
      en: `${count.speed} links without a capacity: ${usual} Gbit/s assumed${median ? ', the median of the others' : ''}`,
      zh: `${count.speed} 条链路没有容量：假定 ${usual} Gbit/s${median ? '（其余的中位数）' : ''}`,
    });
  if (count.delay > 0)
    notes.push({
      en: `${count.delay} links between unknown places: ${DELAY_MS} ms one way assumed`,
      zh: `${count.delay} 条链路的端点位置未知：假定单程 ${DELAY_MS} 毫秒`,
    });
  if (count.parallel > 0)
    notes.push({
      en: `${count.parallel} links run beside another between the same sites: all are kept`,
      zh: `${count.parallel} 条链路与他条两端相同：全部保留`,
    });
  return notes;
}

function placeNotes(placed: Placed[], graph: GraphPart): Phrase[] {
  const notes: Phrase[] = [];
  const by = (how: Placed['by']) => placed.filter((one) => one.by === how);
  const names = (list: Placed[]) =>
    list
      .slice(0, 5)
      .map(({ node }) => node.name)
      .join(', ') + (list.length > 5 ? ', …' : '');
  const near = by('neighbours');
  if (near.length > 0)
    notes.push({
      en: `${near.length} nodes without a place, set amid their neighbours: ${names(near)}`,
      zh: `${near.length} 个节点没有位置，置于相邻节点之间：${names(near)}`,
    });
  const others = by('others');
  if (others.length > 0)
    notes.push({
      en: `${others.length} nodes without a place or a placed neighbour, set in the middle: ${names(others)}`,
      zh: `${others.length} 个节点及其相邻节点均无位置，置于中央：${names(others)}`,
    });
  if (by('grid').length > 0)
    notes.push({
      en: 'no node has a place: set on a grid, distances on the map mean nothing',
      zh: '所有节点都没有位置：排成网格，图上距离没有意义',
    });
  const assumed = placed.filter(({ node }) => node.accelerators === null).length;
  if (assumed > 0)
    notes.push({
      en: `${assumed} sites without accelerators in the file: ${POOL} H100 each assumed`,
      zh: `${assumed} 个站点在文件中没有加速卡：各假定 ${POOL} 张 H100`,
    });
  const components = countComponents(graph);
  if (components > 1)
    notes.push({
      en: `the topology falls into ${components} parts that no link joins`,
      zh: `拓扑分为互不相连的 ${components} 部分`,
    });
  return notes;
}
