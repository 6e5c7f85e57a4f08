/**
 * The air around the globe: a thin shell seen edge on, as bright as its ray through the air is long,
 * on the side of the day. There is none over the flat map.
 */
import { BackSide, Mesh, MeshBasicNodeMaterial, SphereGeometry } from 'three/webgpu';
import { cameraPosition, cross, float, mix, positionWorld, smoothstep, vec3 } from 'three/tsl';
import type { GlobeNodes } from '../../tsl/globe.ts';
import { type Float, type Look, type Vec3 } from '../../tsl/look.ts';

/** Radius of the shell, and height in which the air thins to 1/e, in radii of the earth. */
const SHELL = 1.07;
const SCALE_HEIGHT = 0.011;

export function createAir(globe: GlobeNodes, look: Look) {
  const { radius } = globe;
  const geometry = new SphereGeometry(radius * SHELL, 96, 64).translate(0, -radius, 0);
  const material = new MeshBasicNodeMaterial({ transparent: true, depthWrite: false, side: BackSide });
  const centre: Vec3 = vec3(0, -radius, 0);
  const ray: Vec3 = positionWorld.sub(cameraPosition).normalize();
  const toCentre: Vec3 = centre.sub(cameraPosition);
  const height: Float = cross(toCentre, ray).length().div(radius).sub(1);
  const nearest: Vec3 = cameraPosition
    .add(ray.mul(toCentre.dot(ray)))
    .sub(centre)
    .normalize();
  const day: Float = smoothstep(-0.35, 0.3, nearest.dot(look.sun));
  const edge: Float = smoothstep(0, 0.01, float(SHELL - 1).sub(height));
  material.colorNode = look.colours.air;
  material.opacityNode = height
    .max(0)
    .div(-SCALE_HEIGHT)
    .exp()
    .mul(edge)
    .mul(mix(float(0.14), float(0.55), day))
    .mul(smoothstep(0.7, 1, globe.morph));
  const mesh = new Mesh(geometry, material);
  return {
    mesh,
    dispose() {
      geometry.dispose();
      material.dispose();
    },
  };
}
