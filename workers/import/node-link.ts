/** Node-link JSON, as networkx, d3 and Cytoscape write it: {"nodes": [...], "links" or "edges": [...]}. */
import { readJson } from '../scenario/json-text.ts';
import { isObject, type JsonObject } from '../scenario/patch.ts';
import { addEdge, addNode, attributesOf, createGraph, finishGraph, type Attributes } from './graph.ts';
import { joinDirections } from './graphml.ts';
import type { Reader, ReaderRequest } from './parts.ts';
import { fault, note, skip } from './report.ts';

const MAX_CHARACTERS = 20e6;
const CURE = {
  en: '{"nodes": [{"id": "a", "lat": 31, "lon": 118}], "links": [{"source": "a", "target": "b", "gbps": 100}]}',
  zh: '{"nodes": [{"id": "a", "lat": 31, "lon": 118}], "links": [{"source": "a", "target": "b", "gbps": 100}]}',
};

export function readNodeLink({ report }: ReaderRequest): Reader {
  const pieces: string[] = [];
  let characters = 0;
  return {
    write(piece) {
      pieces.push(piece);
      characters += piece.length;
      if (characters > MAX_CHARACTERS)
        fault(report, null, { en: 'has more than 20 million characters', zh: '超过 2000 万字符' }, CURE);
      return report.faults.length === 0;
    },
    end() {
      if (report.faults.length > 0) return null;
      const read = readJson(pieces.join(''));
      if (read.ok) return graphOf(read.value, report);
      const [{ path, message, hint }] = read.issues;
      const line = /line (\d+)/.exec(path)?.[1];
      fault(
        report,
        line === undefined ? null : Number(line),
        { en: message, zh: message },
        { en: hint, zh: hint },
      );
      return null;
    },
  };
}

function graphOf(value: unknown, report: ReaderRequest['report']) {
  const root = isObject(value) ? value : {};
  const holder = isObject(root.elements) ? root.elements : root;
  const nodes = holder.nodes;
  const edges = holder.links ?? holder.edges;
  if (!Array.isArray(nodes) || !Array.isArray(edges)) {
    fault(report, null, { en: 'has no lists of nodes and links', zh: '没有节点与链路两个列表' }, CURE);
    return null;
  }
  const graph = createGraph('node-link JSON');
  const about = isObject(root.graph) ? root.graph : {};
  if (typeof about.name === 'string') graph.name = about.name;
  const keys: (string | null)[] = [];
  nodes.forEach((entry: unknown, i) => {
    const own = contentOf(entry);
    const key = own && (keyOf(own.id) ?? keyOf(own.key) ?? keyOf(own.name) ?? String(i));
    keys.push(key);
    if (own === null || key === null)
      skip(report, i + 1, {
        en: 'a node that is no object (the figure is its place in the list)',
        zh: '节点不是对象（数字为其在列表中的位置）',
      });
    else addNode(graph, key, textsOf(own), report, i + 1);
  });
  // An end is an id; where no node has it, the place of a node in the list, as d3 has it.
  const endOf = (end: unknown): string | null => {
    const key = isObject(end) ? keyOf(end.id) : keyOf(end);
    if (key === null || graph.nodes.has(key)) return key;
    return typeof end === 'number' && Number.isInteger(end) ? (keys[end] ?? key) : key;
  };
  edges.forEach((entry: unknown, i) => {
    const own = contentOf(entry);
    const [a, b] = own ? [endOf(own.source ?? own.from), endOf(own.target ?? own.to)] : [null, null];
    if (own === null || a === null || b === null)
      skip(report, i + 1, {
        en: 'a link without two ends (the figure is its place in the list)',
        zh: '链路缺少一端（数字为其在列表中的位置）',
      });
    else addEdge(graph, a, b, textsOf(own), report, i + 1);
  });
  if (root.directed === true)
    joinDirections(graph, (pairs) =>
      note(report, {
        en: `${pairs} pairs of opposite links: each is one link, which carries both ways`,
        zh: `${pairs} 对方向相反的链路：各合为一条双向链路`,
      }),
    );
  return finishGraph(graph, report, CURE);
}

/** Cytoscape keeps what it has to say under `data`. */
function contentOf(entry: unknown): JsonObject | null {
  if (!isObject(entry)) return null;
  return isObject(entry.data) ? entry.data : entry;
}

function keyOf(value: unknown): string | null {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null;
}

function textsOf(own: JsonObject): Attributes {
  return attributesOf(
    Object.entries(own)
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([key, value]) => [key, String(value)]),
  );
}
