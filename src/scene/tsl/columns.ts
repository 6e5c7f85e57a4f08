/**
 * A table of numbers for the GPU: `rows` groups of four floats per entity, in a float texture that
 * the vertex stage reads by entity number. Works alike in WebGPU (which has no instance divisor)
 * and WebGL2, and one write per changed table is all a tick uploads.
 */
import { DataTexture, FloatType, NearestFilter, RGBAFormat, type Node } from 'three/webgpu';
import { int, ivec2, textureLoad } from 'three/tsl';
import type { Vec4 } from './look.ts';

/** Texels in a line; well under every device's limit. */
const LINE = 1024;

export type Columns = {
  count: number;
  texture: DataTexture;
  /** Index of the first of four floats of entity `i`, row `row`. */
  offset(i: number, row: number): number;
  values: Float32Array;
  /** The four floats of an entity in the vertex stage. */
  read(entity: Node<'int'> | Node<'uint'>, row: number | Node<'int'>): Vec4;
  upload(): void;
  dispose(): void;
};

export function createColumns(count: number, rows: number): Columns {
  const width = Math.max(1, Math.min(LINE, count));
  const lines = Math.max(1, Math.ceil(count / width));
  const values = new Float32Array(4 * width * lines * rows);
  const texture = new DataTexture(values, width, lines * rows, RGBAFormat, FloatType);
  texture.minFilter = NearestFilter;
  texture.magFilter = NearestFilter;
  texture.needsUpdate = true;
  return {
    count,
    texture,
    values,
    offset: (i, row) => 4 * ((Math.floor(i / width) * rows + row) * width + (i % width)),
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
    dispose: () => texture.dispose(),
  };
}
