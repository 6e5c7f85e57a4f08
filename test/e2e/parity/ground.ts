/**
 * A page for ground-parity.test.ts: computes places of the ground and of arcs on the GPU, with the
 * nodes the layers use, and hands them out as numbers.
 */
import {
  DataTexture,
  FloatType,
  NodeMaterial,
  QuadMesh,
  RGBAFormat,
  RenderTarget,
  WebGPURenderer,
} from 'three/webgpu';
import { int, ivec2, screenCoordinate, textureLoad, vec2, vec4 } from 'three/tsl';
import { createGlobe } from '../../../src/scene/globe.ts';
import { createProjection, type GeoPoint } from '../../../src/scene/projection.ts';
import { createGlobeNodes } from '../../../src/scene/tsl/globe.ts';
import type { Vec3 } from '../../../src/scene/tsl/look.ts';
import { arcPath } from '../../../src/scene/tsl/ribbon.ts';

/** Four numbers an entry: x, z, height, 0 of a place; or from x, z, to x, z of an arc. */
export type Ask = {
  backend: 'webgpu' | 'webgl';
  content: GeoPoint[];
  morph: number;
  places: number[];
  arcs: number[];
  t: number;
};
/** x, y, z of each place, stood 1 east and 2 south of it; of each arc at `t`. */
export type Answer = { isWebGPU: boolean; places: number[]; arcs: number[] };

async function ask({ backend, content, morph, places, arcs, t }: Ask): Promise<Answer> {
  const renderer = new WebGPURenderer({ forceWebGL: backend === 'webgl' });
  await renderer.init();
  const projection = createProjection(content);
  const globe = createGlobeNodes(createGlobe(projection), projection);
  globe.morph.value = morph;

  const compute = async (values: number[], node: (texture: DataTexture) => Vec3): Promise<number[]> => {
    const count = values.length / 4;
    const texture = new DataTexture(new Float32Array(values), count, 1, RGBAFormat, FloatType);
    texture.needsUpdate = true;
    const material = new NodeMaterial();
    material.fragmentNode = vec4(node(texture), 1);
    const target = new RenderTarget(count, 1, { type: FloatType, depthBuffer: false });
    renderer.setRenderTarget(target);
    new QuadMesh(material).render(renderer);
    const pixels = await renderer.readRenderTargetPixelsAsync(target, 0, 0, count, 1);
    renderer.setRenderTarget(null);
    return Array.from({ length: 3 * count }, (_, i) => pixels[4 * Math.floor(i / 3) + (i % 3)]!);
  };
  const entry = (texture: DataTexture) => textureLoad(texture, ivec2(int(screenCoordinate.x), 0));
  const answer = {
    isWebGPU: 'isWebGPUBackend' in renderer.backend,
    places: await compute(places, (texture) => {
      const at = entry(texture);
      return globe.stand(vec2(at.xy), vec2(1, 2), at.z);
    }),
    arcs: await compute(arcs, (texture) => {
      const at = entry(texture);
      const arc = { from: vec2(at.xy), to: vec2(at.zw), height: int(3).toFloat(), bow: int(1).toFloat() };
      return arcPath(globe, arc)(int(1).toFloat().mul(t));
    }),
  };
  renderer.dispose();
  return answer;
}

Object.assign(window, { ask });
