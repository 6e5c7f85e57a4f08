/**
 * Flows as particles: each stands for a stated number of bits and crosses its link in the link's
 * true delay times a stated factor. Their place is worked out in the vertex stage from the link's
 * columns and the clock; nothing is uploaded per particle. Each is small and outlined, and points the
 * way, so that it stands out on any line and a still picture shows the direction too: requests and
 * answers are darts, datasets arrowheads, checkpoints blocks with a point, gradients chevrons.
 */
import { DoubleSide, Mesh, MeshBasicNodeMaterial } from 'three/webgpu';
import {
  float,
  instanceIndex,
  int,
  mix,
  positionGeometry,
  smoothstep,
  uniform,
  varying,
  vec3,
} from 'three/tsl';
import { quadGeometry } from '../../tsl/geometry.ts';
import { above, falloff, perInstance, type Float, type Vec2, type Vec3, type Vec4 } from '../../tsl/look.ts';
import { arcPath, parting, screenDirection, shift, toClip } from '../../tsl/ribbon.ts';
import type { LinkColumns } from '../links/columns.ts';
import type { Layer, LayerContext } from '../layer.ts';

/** Most particles per direction of a link, and in all. */
const PER_DIRECTION = { test: 6, full: 32 } as const;
const MOST = { test: 2_400, full: 120_000 } as const;
const HALF_LENGTH_PX = 7.5;
const HALF_WIDTH_PX = 6;
/** Of the outline. */
const EDGE_PX = 1.2;

/** Particles a direction may show at once; the quantum of bits follows from it. */
export function particlesPerDirection(links: number, quality: 'test' | 'full'): number {
  return Math.max(2, Math.min(PER_DIRECTION[quality], Math.floor(MOST[quality] / Math.max(1, 2 * links))));
}

export function createFlows({ stage, look, quality, globe }: LayerContext, links: LinkColumns): Layer {
  const each = particlesPerDirection(stage.view.links.length, quality);
  const quads = quadGeometry(stage.view.links.length * 2 * each);
  const material = new MeshBasicNodeMaterial({ transparent: true, depthWrite: false, side: DoubleSide });
  material.forceSinglePass = true;
  const share = uniform(1);

  const particle = int(instanceIndex);
  const number = particle.mod(int(each));
  const link = links.direction(particle.div(int(each)));
  // Golden-ratio phases: one more particle leaves the others where they are, and all stay apart.
  const start: Float = number.toFloat().mul(0.61803399).add(link.phase).fract();
  const t: Float = start.add(look.clock.div(link.crossing)).fract();
  const wanted: Float = link.particles.mul(share).min(each);
  const presence: Float = wanted.sub(number.toFloat()).clamp(0, 1).mul(link.up);
  const path = arcPath(globe, link.arc);
  const here: Vec4 = toClip(path(t));
  const before: Vec4 = toClip(path(t.sub(0.012)));
  const after: Vec4 = toClip(path(t.add(0.012)));
  const along: Vec2 = screenDirection(look, before, after);
  const aside: Float = link.halfWidth.add(0.7).mul(parting(t));
  const size: Float = above(presence, 0.02).mul(link.halfWidth.mul(0.16).add(0.85));
  const forward: Float = positionGeometry.x.mul(HALF_LENGTH_PX).mul(size);
  const right: Float = positionGeometry.y.mul(HALF_WIDTH_PX).mul(size);
  material.vertexNode = shift(look, here, along, forward, aside.add(right));

  // Which kind a particle is follows from its number, as often as the kind's share of the rate.
  const lot: Float = number.toFloat().mul(0.75487767).add(link.phase).fract();
  const isInference: Float = above(link.kinds.x, lot);
  const isCheckpoint: Float = above(link.kinds.y, lot).sub(isInference);
  const isGradient: Float = above(link.kinds.z, lot).sub(isInference).sub(isCheckpoint);
  const slantOf: Float = mix(mix(float(0.5), float(0.3), isInference), float(1.1), isCheckpoint);
  const capOf: Float = mix(float(1), float(0.6), isCheckpoint);
  const notchOf: Float = mix(mix(float(0.55), float(0), isInference.max(isCheckpoint)), float(1), isGradient);
  const shape: Vec3 = perInstance(vec3(slantOf, capOf, notchOf));
  const isStroke: Float = perInstance(isGradient);
  const at: Vec2 = varying(positionGeometry.xy);
  const fade: Float = perInstance(
    presence
      .mul(smoothstep(0, 0.04, t))
      .mul(falloff(0.96, 1, t))
      .mul(link.emphasis.min(0).mul(0.8).add(1))
      .mul(look.inside.oneMinus()),
  );
  // Pixels inside the slanted sides, whose tip is at x = 1, and ahead of the notch in the back.
  const sides: Float = at.x
    .oneMinus()
    .mul(shape.x)
    .min(shape.y)
    .sub(at.y.abs())
    .mul(HALF_WIDTH_PX * 0.78);
  const back: Float = at.x
    .add(at.y.abs().mul(shape.z))
    .add(0.45)
    .mul(HALF_LENGTH_PX * 0.85);
  // A chevron is a stroke along the slanted sides.
  const stroke: Float = float(4.2).sub(sides).min(sides);
  const depth: Float = mix(sides, stroke, isStroke).min(back);
  const core: Float = smoothstep(EDGE_PX - 0.6, EDGE_PX + 0.4, depth);
  const c = look.colours;
  const colour: Vec3 = perInstance(
    mix(
      mix(mix(c.flowDataset, c.flowInference, isInference), c.flowCheckpoint, isCheckpoint),
      c.flowGradient,
      isGradient,
    ),
  );
  material.colorNode = mix(c.flowEdge, colour, core);
  material.opacityNode = smoothstep(-0.2, 0.7, depth).mul(core.mul(0.3).add(0.7)).mul(fade).clamp(0, 1);

  const mesh = new Mesh(quads, material);
  mesh.frustumCulled = false;
  mesh.renderOrder = 12;
  return {
    object: mesh,
    place() {},
    show() {},
    style(emphasis) {
      // What is on the way is of one branch: a difference has none.
      mesh.visible = !emphasis.difference && !emphasis.hidden.has('flow') && !emphasis.hidden.has('link');
      share.value = emphasis.particleShare;
    },
    dispose() {
      quads.dispose();
      material.dispose();
    },
  };
}
