/**
 * public/geo/land-fine.json and land-coarse.json: land of Natural Earth at 1:50 and 1:110 million as
 * packaged by world-atlas, TopoJSON as published with only the object `land`; and boundaries.json: the
 * lines between its countries at 1:110 million, which are those held on the ground. Run: npm run geo
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { mesh } from 'topojson-client';

/** The parts of a TopoJSON file that are kept; the arcs and objects themselves pass unread. */
type Topology = {
  type: string;
  bbox: number[];
  transform: object;
  objects: { land: object };
  arcs: object[];
};

const SOURCES = {
  fine: new URL('../../../node_modules/world-atlas/land-50m.json', import.meta.url),
  coarse: new URL('../../../node_modules/world-atlas/land-110m.json', import.meta.url),
};
const OUT = new URL('../../../public/geo/', import.meta.url);

await mkdir(OUT, { recursive: true });
for (const [detail, source] of Object.entries(SOURCES)) {
  const { type, bbox, transform, objects, arcs } = JSON.parse(await readFile(source, 'utf8')) as Topology;
  const land = JSON.stringify({ type, bbox, transform, objects: { land: objects.land }, arcs });
  await writeFile(new URL(`land-${detail}.json`, OUT), land);
  console.log(`land-${detail}.json: ${arcs.length} arcs, ${Math.round(land.length / 1024)} kB`);
}

const COUNTRIES = new URL('../../../node_modules/world-atlas/countries-110m.json', import.meta.url);
const world = JSON.parse(await readFile(COUNTRIES, 'utf8')) as Parameters<typeof mesh>[0];
const lines = mesh(
  world,
  world.objects['countries'] as Parameters<typeof mesh>[1],
  (a, b) => a !== b,
).coordinates.map((line) => line.map(([lon, lat]) => [Number(lon!.toFixed(3)), Number(lat!.toFixed(3))]));
await writeFile(
  new URL('boundaries.json', OUT),
  JSON.stringify({ type: 'MultiLineString', coordinates: lines }),
);
console.log(`boundaries.json: ${lines.length} lines`);
