/** What a tower leaves on the ground: its shadow, its light, and a leader to its true place. */
import { DoubleSide, Mesh, MeshBasicNodeMaterial, type Object3D } from 'three/webgpu';
import { float, fwidth, max, mix, positionGeometry, varying, vec2 } from 'three/tsl';
import { quadGeometry } from '../../tsl/geometry.ts';
import type { GlobeNodes } from '../../tsl/globe.ts';
import { LAND_TOP, SUN } from '../../measure.ts';
import { above, falloff, perInstance, type Float, type Look, type Vec2, type Vec3 } from '../../tsl/look.ts';
import type { SiteNodes } from './nodes.ts';

/** Length of the shadow in heights of the tower. */
const SHADOW_LENGTH = 0.85;

export type GroundMarks = { objects: Object3D[]; accents(on: boolean): void; dispose(): void };

function flatMaterial(): MeshBasicNodeMaterial {
  const material = new MeshBasicNodeMaterial({ transparent: true, depthWrite: false, side: DoubleSide });
  material.forceSinglePass = true;
  return material;
}

export function createGroundMarks(
  count: number,
  look: Look,
  globe: GlobeNodes,
  read: () => SiteNodes,
): GroundMarks {
  const quads = quadGeometry(count);

  const shadow = flatMaterial();
  {
    const site = read();
    const along: Float = positionGeometry.x.mul(0.5).add(0.5);
    const length: Float = site.place.w.mul(SHADOW_LENGTH).mul(site.style.y);
    const width: Float = site.place.z.mul(mix(float(0.66), float(1.05), along)).mul(site.style.y);
    const away: Vec2 = vec2(-SUN.x, -SUN.z);
    const side: Vec2 = vec2(SUN.z, -SUN.x);
    const offset: Vec2 = away.mul(along.mul(length)).add(side.mul(positionGeometry.y.mul(width)));
    shadow.positionNode = globe.stand(vec2(site.place.xy), offset, LAND_TOP + 0.008);
    const t: Float = varying(along);
    const v: Float = varying(positionGeometry.y);
    const soft: Float = falloff(mix(float(0.72), float(0), t), float(1), v.abs());
    const solidity: Float = perInstance(site.style.w.mul(-0.6).add(1));
    shadow.colorNode = look.colours.shadow;
    shadow.opacityNode = soft
      .mul(t.oneMinus().pow(1.3))
      .mul(solidity)
      .mul(mix(float(0.3), float(0.62), look.dark));
  }

  const light = flatMaterial();
  {
    const site = read();
    const reach: Float = site.place.z.mul(1.5).add(site.place.w.mul(0.16)).mul(site.style.y);
    const offset: Vec2 = positionGeometry.xy.mul(reach);
    light.positionNode = globe.stand(vec2(site.place.xy), offset, LAND_TOP + 0.012);
    const at: Vec2 = varying(positionGeometry.xy);
    const lit: Float = perInstance(site.amounts.x.mul(site.style.w.oneMinus()));
    const emphasis: Float = perInstance(site.style.x);
    const ringAt: Float = perInstance(site.place.z.mul(1.12).div(reach.max(0.01)));
    const colour: Vec3 = perInstance(site.tint);
    const distance: Float = at.length();
    const pool: Float = distance
      .oneMinus()
      .max(0)
      .pow(2.2)
      .mul(lit)
      .mul(mix(float(0.3), float(0.62), look.dark));
    const edge: Float = fwidth(distance);
    const ring: Float = falloff(edge.mul(0.7), edge.mul(1.6), distance.sub(ringAt).abs()).mul(
      above(emphasis, 0.5),
    );
    light.colorNode = mix(colour, look.colours.select, ring);
    light.opacityNode = max(pool, ring.mul(emphasis.mul(0.4)));
  }

  const leader = flatMaterial();
  {
    const site = read();
    const way: Vec2 = site.place.xy.sub(site.truth.xy);
    const length: Float = way.length();
    // Shown only where the tower no longer covers its own place.
    const needed: Float = above(length, site.place.z.mul(0.6)).mul(site.style.y);
    const side: Vec2 = vec2(way.y.negate(), way.x).div(length.max(1e-4));
    const along: Float = positionGeometry.x.mul(0.5).add(0.5);
    const ground: Vec2 = site.truth.xy
      .add(way.mul(along))
      .add(side.mul(positionGeometry.y.mul(0.035).mul(needed)));
    leader.positionNode = globe.onMap(ground, LAND_TOP + 0.016);
    leader.colorNode = look.colours.glass;
    leader.opacityNode = float(0.55);
  }

  const objects = [shadow, light, leader].map((material, i) => {
    const mesh = new Mesh(quads, material);
    mesh.frustumCulled = false;
    mesh.renderOrder = 2 + i;
    return mesh;
  });
  return {
    objects,
    accents(on) {
      objects[0]!.visible = on;
    },
    dispose() {
      quads.dispose();
      shadow.dispose();
      light.dispose();
      leader.dispose();
    },
  };
}
