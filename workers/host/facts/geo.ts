/**
 * public/geo/land.json: land of Natural Earth at 1:50 million as packaged by world-atlas,
 * TopoJSON as published with only the object `land`. Run: npm run geo
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

const SOURCE = new URL('../../../node_modules/world-atlas/land-50m.json', import.meta.url);
const OUT = new URL('../../../public/geo/', import.meta.url);

const { type, bbox, transform, objects, arcs } = JSON.parse(await readFile(SOURCE, 'utf8')) as Topology;
const land = JSON.stringify({ type, bbox, transform, objects: { land: objects.land }, arcs });
await mkdir(OUT, { recursive: true });
await writeFile(new URL('land.json', OUT), land);
console.log(`land.json: ${arcs.length} arcs, ${Math.round(land.length / 1024)} kB`);
