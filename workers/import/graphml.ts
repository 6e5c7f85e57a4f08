/**
 * GraphML, as the Topology Zoo, yEd and networkx write it: attributes by keys, keys by id, with
 * defaults; nested graphs read flat. Entities of the file's own, and depth beyond meaning, are refused.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { addEdge, addNode, attributesOf, createGraph, finishGraph, type Attributes } from './graph.ts';
import type { Reader, ReaderRequest } from './parts.ts';
import { fault, note, skip } from './report.ts';

const MAX_DEPTH = 100;
const MAX_KEYS = 2000;
const MAX_CHARACTERS = 50e6;
const MAX_TEXT = 10_000;

const CURE = {
  en: 'GraphML: <graphml> with <key>, <node id> and <edge source target>',
  zh: 'GraphML：<graphml> 内含 <key>、<node id> 与 <edge source target>',
};

type Key = { name: string; of: string; otherwise: string | null };
/** A node, edge or graph that is open, with its data so far. */
type Open = { tag: string; line: number; attributes: Record<string, string>; data: [string, string][] };

export function readGraphml({ report }: ReaderRequest): Reader {
  const graph = createGraph('GraphML');
  const keys = new Map<string, Key>();
  const open: Open[] = [];
  const parser = new SaxesParser();
  let depth = 0;
  let characters = 0;
  let directed = false;
  /** Where text belongs that comes now: a key's default, or the data of what is open. */
  let text: { key: string; value: string; isDefault: boolean } | null = null;
  let defaultOf = '';

  const stop = (en: string, zh: string, cure = CURE): void => fault(report, parser.line, { en, zh }, cure);

  parser.on('error', ({ message }) => {
    const plain = message.replace(/^\d+:\d+: /, '');
    stop(`is not sound XML: ${plain}`, `XML 有误：${plain}`);
  });
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY/i.test(doctype))
      stop('declares entities of its own', '自行声明了实体', {
        en: 'GraphML without <!ENTITY>',
        zh: '不含 <!ENTITY> 的 GraphML',
      });
  });
  parser.on('opentag', (tag) => {
    if (report.faults.length > 0) return;
    if (++depth > MAX_DEPTH)
      return stop(`is nested deeper than ${MAX_DEPTH} levels`, `嵌套超过 ${MAX_DEPTH} 层`);
    onOpen(local(tag.name), tag);
  });
  parser.on('text', (piece) => {
    if (text && text.value.length < MAX_TEXT) text.value += piece.slice(0, MAX_TEXT);
  });
  parser.on('closetag', (tag) => {
    depth--;
    if (report.faults.length === 0) onClose(local(tag.name));
  });

  function onOpen(name: string, tag: SaxesTagPlain): void {
    const attributes = tag.attributes as Record<string, string>;
    if (depth === 1 && name !== 'graphml')
      return stop(`begins with <${name.slice(0, 40)}>`, `以 <${name.slice(0, 40)}> 开头`);
    if (name === 'key' && keys.size < MAX_KEYS) {
      defaultOf = attributes.id ?? '';
      keys.set(defaultOf, {
        name: attributes['attr.name'] ?? defaultOf,
        of: attributes.for ?? 'all',
        otherwise: null,
      });
    } else if (name === 'default') text = { key: defaultOf, value: '', isDefault: true };
    else if (name === 'data') text = { key: attributes.key ?? '', value: '', isDefault: false };
    else if (name === 'graph' || name === 'node' || name === 'edge') {
      if (name === 'graph' && attributes.edgedefault === 'directed') directed = true;
      open.push({ tag: name, line: parser.line, attributes, data: [] });
    } else if (name === 'hyperedge')
      skip(report, parser.line, { en: 'an edge of more than two ends', zh: '多于两端的边' });
  }

  function onClose(name: string): void {
    if (name === 'data' || name === 'default') {
      if (text?.isDefault) keys.get(text.key)!.otherwise = text.value;
      else if (text) open.at(-1)?.data.push([text.key, text.value]);
      text = null;
      return;
    }
    if (open.at(-1)?.tag !== name) return;
    const { line, attributes, data } = open.pop()!;
    const found = named(name, data);
    if (name === 'node') {
      if (attributes.id === undefined)
        return skip(report, line, { en: 'a node without an id', zh: '节点没有编号' });
      addNode(graph, attributes.id, found, report, line);
    } else if (name === 'edge') {
      const { source, target } = attributes;
      if (source === undefined || target === undefined)
        return skip(report, line, { en: 'a link without two ends', zh: '链路缺少一端' });
      addEdge(graph, source, target, found, report, line);
    } else if (open.every(({ tag }) => tag !== 'graph')) {
      graph.name ||= found.get('label') ?? found.get('network') ?? '';
    }
  }

  function named(of: string, data: [string, string][]): Attributes {
    const pairs: [string, string][] = [];
    for (const { name, of: kind, otherwise } of keys.values())
      if (otherwise !== null && (kind === of || kind === 'all')) pairs.push([name, otherwise]);
    for (const [key, value] of data) pairs.push([keys.get(key)?.name ?? key, value]);
    return attributesOf(pairs);
  }

  return {
    write(piece) {
      characters += piece.length;
      if (characters > MAX_CHARACTERS)
        stop(
          `has more than ${MAX_CHARACTERS / 1e6} million characters`,
          `超过 ${MAX_CHARACTERS / 1e6} 百万字符`,
        );
      else parser.write(characters === piece.length ? piece.replace(/^\uFEFF/, '') : piece);
      return report.faults.length === 0;
    },
    end() {
      if (report.faults.length === 0) parser.close();
      if (report.faults.length > 0) return null;
      if (directed)
        joinDirections(graph, (pairs) =>
          note(report, {
            en: `${pairs} pairs of opposite links: each is one link, which carries both ways`,
            zh: `${pairs} 对方向相反的链路：各合为一条双向链路`,
          }),
        );
      return finishGraph(graph, report, CURE);
    },
  };
}

/** The name of a tag without its prefix. */
function local(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}

/** Of a directed graph: a link there and a link back are the two directions of one. */
export function joinDirections(graph: ReturnType<typeof createGraph>, tell: (pairs: number) => void): void {
  const waiting = new Map<string, number>();
  const before = graph.edges.length;
  graph.edges = graph.edges.filter(({ a, b }) => {
    const [there, back] = [JSON.stringify([a, b]), JSON.stringify([b, a])];
    const opposite = waiting.get(back) ?? 0;
    if (opposite > 0) waiting.set(back, opposite - 1);
    else waiting.set(there, (waiting.get(there) ?? 0) + 1);
    return opposite === 0;
  });
  if (graph.edges.length < before) tell(before - graph.edges.length);
}
