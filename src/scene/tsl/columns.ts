/**
 * A table of numbers for the GPU: `rows` groups of floats per entity, in a float texture that
 * the vertex stage reads by entity number. Works alike in WebGPU (which has no instance divisor)
 * and WebGL2, and one write per changed table is all a tick uploads.
 */
import { DataTexture, FloatType, NearestFilter, RGBAFormat, RGFormat, type Node } from 'three/webgpu';
import { int, ivec2, textureLoad } from 'three/tsl';
import type { Vec4 } from './look.ts';

/** Texels in a line; well under every device's limit. */
const LINE = 1024;

export type Columns = {
  count: number;
  texture: DataTexture;
  /** Index of the first float of entity `i`, row `row`. */
  offset(i: number, row: number): number;
  readonly values: Float32Array;
  /** The floats of an entity in the vertex stage. */
  read(entity: Node<'int'> | Node<'uint'>, row: number | Node<'int'>): Vec4;
  upload(): void;
  /** Makes room for so many entities, if there is not; what was written is lost then. */
  reserve(count: number): void;
  dispose(): void;
};

/** @param floats in a group */
export function createColumns(count: number, rows: number, floats: 2 | 4 = 4): Columns {
  const width = Math.max(1, Math.min(LINE, count));
  const linesFor = (entities: number): number => rows * Math.max(1, Math.ceil(entities / width));
  const blank = (lines: number) => new Float32Array(floats * width * lines);
  let lines = linesFor(count);
  let values = blank(lines);
  const texture = new DataTexture(values, width, lines, floats === 4 ? RGBAFormat : RGFormat, FloatType);
  texture.minFilter = NearestFilter;
  texture.magFilter = NearestFilter;
  texture.needsUpdate = true;
  return {
    count,
    texture,
    get values() {
      return values;
    },
    offset: (i, row) => floats * ((Math.floor(i / width) * rows + row) * width + (i % width)),
    read(entity, row) {
      const at = int(entity);
      const x = at.mod(int(width));
      const y = at
        .div(int(width))
        .mul(int(rows))
        .add(typeof row === 'number' ? int(row) : row);
      return textureLoad(texture, ivec2(x, y));
    },
    upload() {
      texture.needsUpdate = true;
    },
    reserve(entities) {
      if (linesFor(entities) <= lines) return;
      lines = linesFor(2 * entities);
      values = blank(lines);
      // A texture's size is for good on the GPU: this one is made anew there.
      texture.dispose();
      texture.image = { data: values, width, height: lines };
      texture.needsUpdate = true;
    },
    dispose: () => texture.dispose(),
  };
}
