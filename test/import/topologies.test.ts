/** Topologies in each format: what is read, what is assumed and said, and what is written comes back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brought, faultsOf } from '../fixtures/bring.ts';

const KEYS = `
  <key attr.name="Latitude" attr.type="double" for="node" id="d1"/>
  <key attr.name="Longitude" attr.type="double" for="node" id="d2"/>
  <key attr.name="label" attr.type="string" for="node" id="d3"/>
  <key attr.name="LinkSpeedRaw" attr.type="double" for="edge" id="d4"/>`;

const node = (id: string, label: string, lat?: number, lon?: number) =>
  `<node id="${id}">${lat === undefined ? '' : `<data key="d1">${lat}</data><data key="d2">${lon}</data>`}<data key="d3">${label}</data></node>`;
const graphml = (content: string, direction = 'undirected') =>
  `<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">${KEYS}<graph edgedefault="${direction}">${content}</graph></graphml>`;

describe('GraphML', () => {
  it('keeps parallel links, sets nodes without a place amid their neighbours, and says of what falls apart', async () => {
    const { file, said } = await brought({
      name: 'net.graphml',
      content: graphml(
        node('0', 'Wuhu &amp; Co', 31, 118) +
          node('1', 'Xi’an', 34, 108) +
          node('2', 'between') +
          node('3', 'alone') +
          '<edge source="0" target="1"><data key="d4">4e11</data></edge><edge source="1" target="0"/>' +
          '<edge source="0" target="2"/><edge source="2" target="1"/><edge source="3" target="3"/>',
      ),
    });
    expect(Object.keys(file.sites)).toEqual(['wuhu-co', 'xi-an', 'between', 'alone']);
    expect(file.sites.between).toMatchObject({ lat: 32.5, lon: 113 });
    expect(Object.values(file.links).map(({ a, b, gbps }) => [a, b, gbps])).toEqual([
      ['wuhu-co', 'xi-an', 400],
      ['xi-an', 'wuhu-co', 400],
      ['wuhu-co', 'between', 400],
      ['between', 'xi-an', 400],
    ]);
    expect(said.join('\n')).toMatch(/1 links run beside another/);
    expect(said.join('\n')).toMatch(/5 1 left out: a link from a node to itself/);
    expect(said.join('\n')).toMatch(/falls into 2 parts/);
    expect(said.join('\n')).toMatch(/3 links without a capacity: 400 Gbit\/s assumed/);
  });

  it('of a directed graph takes a link there and back for one', async () => {
    const edges = '<edge source="a" target="b"/><edge source="b" target="a"/><edge source="a" target="b"/>';
    const { counts } = await brought({
      name: 'x.graphml',
      content: graphml(node('a', 'A', 1, 1) + node('b', 'B', 2, 2) + edges, 'directed'),
    });
    expect(counts).toMatchObject({ sites: 2, links: 2 });
  });

  it.each([
    [
      'entities of its own',
      '<!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><graphml>&b;</graphml>',
      /^1: declares entities/,
    ],
    [
      'an unknown entity',
      '<graphml>\n<graph>&boom;</graph></graphml>',
      /^2: is not sound XML: undefined entity/,
    ],
    ['depth', `<graphml>${'<a>'.repeat(500)}`, /^1: is nested deeper than 100 levels/],
    ['a cut', '<graphml>\n\n<graph><node id="a"/>', /^3: is not sound XML: unclosed tag/],
    ['no node', graphml(''), /has no node/],
  ])('with %s is refused', async (_what, content, complaint) => {
    expect((await faultsOf({ name: 'bad.graphml', content }))[0]).toMatch(complaint);
  });
});

it('names that every object has are ids of sites, and nothing else changes', async () => {
  const content =
    '{"nodes": [{"id": "__proto__", "lat": 1, "lon": 1}, {"id": "constructor", "lat": 2, "lon": 2}], "links": [{"source": "__proto__", "target": "constructor"}]}';
  const { file } = await brought({ name: 'x.json', content });
  expect(Object.keys(file.sites)).toEqual(['proto', 'node-constructor']);
  expect(({} as { lat?: number }).lat).toBeUndefined();
});

it.each([
  ['d3', { nodes: [{ name: 'a' }, { name: 'b' }], links: [{ source: 0, target: 1, bandwidth_mbps: 2500 }] }],
  [
    'networkx',
    {
      directed: true,
      multigraph: true,
      graph: {},
      nodes: [{ id: 'a' }, { id: 'b' }],
      edges: [
        { source: 'a', target: 'b', key: 0, LinkLabel: '2.5 Gbps' },
        { source: 'b', target: 'a', key: 0 },
      ],
    },
  ],
  [
    'Cytoscape',
    {
      elements: {
        nodes: [{ data: { id: 'a' } }, { data: { id: 'b' } }],
        edges: [{ data: { source: 'a', target: 'b', gbps: '2.5' } }],
      },
    },
  ],
])('node-link JSON as %s writes it', async (_who, value) => {
  const { file } = await brought({ name: 'x.json', content: JSON.stringify(value) });
  expect(Object.values(file.links)).toMatchObject([{ a: 'a', b: 'b', gbps: 2.5 }]);
});

it('a square of latencies: half a round trip each way, empty cells no link, differing ones their mean', async () => {
  const content =
    '\uFEFF,Tokyo,"Hong Kong, HK",Oslo\r\nTokyo,0,50,NaN\r\n"Hong Kong, HK",54,0,-1\r\nOslo,,200,0';
  const { file, said } = await brought({ name: 'rtt.csv', content });
  expect(Object.values(file.links).map(({ a, b, delayMs }) => [a, b, delayMs])).toEqual([
    ['tokyo', 'hong-kong-hk', 26],
    ['hong-kong-hk', 'oslo', 100],
  ]);
  expect(said.join('\n')).toMatch(/1 pairs differ there and back/);
});

it('a square that is none says its line', async () => {
  const content = ',a,b,c\na,0,1,2\nb,1,0,3\nx,2,3,0\n';
  expect(await faultsOf({ name: 'm.csv', as: 'matrix', content })).toEqual([
    expect.stringMatching(/^4: is no square/),
  ]);
});

it('nodes and links from two files are one topology, whichever comes first', async () => {
  const nodes = {
    name: 'nodes.csv',
    content: 'id,name,lat,lon,gpus\n1,Genf,46.2,6.1,64\n2,Bern,46.9,7.4,32\n',
  };
  const links = { name: 'links.csv', content: 'src;dst;capacity_mbps;rtt\n1;2;10000;3,5\n2;3;;\n' };
  for (const files of [
    [nodes, links],
    [links, nodes],
  ]) {
    const { file } = await brought(...files);
    expect(file.sites.genf).toMatchObject({ lat: 46.2, lon: 6.1, pools: { h100: 64 } });
    expect(Object.keys(file.sites).sort()).toEqual(['3', 'bern', 'genf']);
    expect(Object.values(file.links).map(({ gbps, delayMs }) => [gbps, delayMs])).toEqual([
      [10, 1.75],
      [10, undefined],
    ]);
  }
});

describe('a topology that is written comes back', () => {
  const place = fc.tuple(
    fc.integer({ min: -8000, max: 8000 }).map((x) => x / 100),
    fc.integer({ min: -17900, max: 17900 }).map((x) => x / 100),
  );
  const world = fc.array(place, { minLength: 2, maxLength: 12 }).chain((places) =>
    fc.tuple(
      fc.constant(places),
      fc.array(
        fc
          .tuple(fc.nat(places.length - 1), fc.nat(places.length - 1), fc.integer({ min: 1, max: 4000 }))
          .filter(([a, b]) => a !== b),
        { minLength: 1, maxLength: 30 },
      ),
    ),
  );
  type World = [places: [number, number][], edges: [number, number, number][]];

  const writers: [name: string, write: (world: World) => { name: string; content: string }[]][] = [
    [
      'as GraphML',
      ([places, edges]) => [
        {
          name: 'w.graphml',
          content: graphml(
            places.map(([lat, lon], i) => node(`${i}`, `n${i}`, lat, lon)).join('') +
              edges
                .map(([a, b, g]) => `<edge source="${a}" target="${b}"><data key="d4">${g}e9</data></edge>`)
                .join('\n'),
          ),
        },
      ],
    ],
    [
      'as JSON',
      ([places, edges]) => [
        {
          name: 'w.json',
          content: JSON.stringify({
            nodes: places.map(([lat, lon], i) => ({ id: `n${i}`, lat, lon })),
            links: edges.map(([a, b, gbps]) => ({ source: `n${a}`, target: `n${b}`, gbps })),
          }),
        },
      ],
    ],
    [
      'as CSV',
      ([places, edges]) => [
        {
          name: 'n.csv',
          content: ['id,lat,lon', ...places.map(([lat, lon], i) => `n${i},${lat},${lon}`)].join('\r\n'),
        },
        {
          name: 'l.csv',
          content: ['source,target,gbps', ...edges.map(([a, b, g]) => `"n${a}",n${b},${g}`)].join('\n'),
        },
      ],
    ],
  ];

  it.each(writers)('%s', async (_how, write) => {
    await fc.assert(
      fc.asyncProperty(world, async ([places, edges]) => {
        const { file } = await brought(...write([places, edges]));
        expect(Object.entries(file.sites).map(([id, { lat, lon }]) => [id, lat, lon])).toEqual(
          places.map(([lat, lon], i) => [`n${i}`, lat, lon]),
        );
        expect(Object.values(file.links).map(({ a, b, gbps }) => [a, b, gbps])).toEqual(
          edges.map(([a, b, gbps]) => [`n${a}`, `n${b}`, gbps]),
        );
      }),
      { numRuns: 40 },
    );
  });
});
