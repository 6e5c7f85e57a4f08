/** Small geometries that layers draw many times over in one call. */
import { BufferGeometry, Float32BufferAttribute, InstancedBufferGeometry } from 'three/webgpu';

/** `source` drawn `count` times; shares its attributes. */
export function instanced(source: BufferGeometry, count: number): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  geometry.index = source.index;
  for (const name of Object.keys(source.attributes)) {
    geometry.setAttribute(name, source.getAttribute(name));
  }
  geometry.instanceCount = count;
  return geometry;
}

/** A square from -1 to 1 in x and y, z = 0. */
export function quadGeometry(count: number): InstancedBufferGeometry {
  return stripGeometry(1, count);
}

/** A strip of `segments`: x from -1 to 1 along it, y -1 and 1 its two sides. */
export function stripGeometry(segments: number, count: number): InstancedBufferGeometry {
  const positions: number[] = [];
  const index: number[] = [];
  for (let i = 0; i <= segments; i++) {
    const x = (2 * i) / segments - 1;
    positions.push(x, -1, 0, x, 1, 0);
    if (i < segments) {
      const a = 2 * i;
      index.push(a, a + 2, a + 1, a + 1, a + 2, a + 3);
    }
  }
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  geometry.setIndex(index);
  geometry.instanceCount = count;
  return geometry;
}
