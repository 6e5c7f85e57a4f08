/**
 * public/geo/land-fine.json and land-coarse.json: land of Natural Earth at 1:50 and 1:110 million as
 * packaged by world-atlas, TopoJSON as published with only the object `land`. Run: npm run geo
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';

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
