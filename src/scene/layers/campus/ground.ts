/** What the racks stand on: the plot of the site, the floors of its halls, and their walls, cut low. */
import {
  BoxGeometry,
  Color,
  DoubleSide,
  Group,
  Mesh,
  MeshBasicNodeMaterial,
  PlaneGeometry,
} from 'three/webgpu';
import {
  float,
  fwidth,
  instanceIndex,
  mix,
  normalGeometry,
  positionGeometry,
  smoothstep,
  uniform,
  varying,
  vec2,
  vec3,
} from 'three/tsl';
import { createColumns } from '../../tsl/columns.ts';
import { instanced } from '../../tsl/geometry.ts';
import { above, type Float, type Vec2, type Vec3, type Vec4 } from '../../tsl/look.ts';
import type { Theme } from '../../types.ts';
import { clipOf } from './cells.ts';
import { campusPalette } from './colours.ts';
import type { Plan } from './plan.ts';

const WALL = { height: 0.55, thick: 0.16 };
/** Room around the halls, and how far beyond it the plot fades into the land, in parts of its size. */
const MARGIN = 0.09;
const FADE = 0.55;

export type CampusGround = {
  object: Group;
  style(theme: Theme): void;
  rise(share: number): void;
  dispose(): void;
};

const colourUniform = () => uniform(new Color()) as unknown as Vec3 & { value: Color };

export function createCampusGround(plan: Plan): CampusGround {
  const shown = uniform(1);
  const colours = { plot: colourUniform(), floor: colourUniform(), wall: colourUniform() };
  const halls = createColumns(plan.halls.length, 1);
  plan.halls.forEach((hall, i) => {
    halls.values.set([hall.x, hall.z, hall.width, hall.depth], halls.offset(i, 0));
  });
  halls.upload();

  const extent = Math.max(plan.width, plan.depth);
  const half = { x: plan.width / 2 + extent * MARGIN, z: plan.depth / 2 + extent * MARGIN };
  const plane = new PlaneGeometry(2, 2);
  const plotMaterial = new MeshBasicNodeMaterial({ transparent: true, depthWrite: false, side: DoubleSide });
  plotMaterial.forceSinglePass = true;
  {
    const reach = { x: half.x + extent * FADE, z: half.z + extent * FADE };
    const at: Vec2 = varying(positionGeometry.xy.mul(vec2(reach.x, reach.z)));
    plotMaterial.vertexNode = clipOf(
      vec3(positionGeometry.x.mul(reach.x), float(-0.02), positionGeometry.y.mul(-reach.z)),
    );
    const beyond: Vec2 = at.abs().sub(vec2(half.x, half.z));
    const outside: Float = beyond.max(0).length().add(beyond.x.max(beyond.y).min(0));
    const edge: Float = fwidth(outside).max(1e-5);
    const inside: Float = smoothstep(edge.negate(), edge, outside).oneMinus();
    const line: Float = smoothstep(edge.mul(0.5), edge.mul(1.6), outside.abs()).oneMinus();
    const fade: Float = smoothstep(0, extent * FADE, outside).oneMinus();
    plotMaterial.colorNode = mix(colours.plot, colours.wall, line.mul(0.5));
    plotMaterial.opacityNode = inside.max(fade.mul(fade).mul(0.7)).max(line.mul(0.6)).mul(shown);
  }

  const floors = instanced(plane, plan.halls.length);
  const floorMaterial = new MeshBasicNodeMaterial({ transparent: true, depthWrite: false, side: DoubleSide });
  floorMaterial.forceSinglePass = true;
  {
    const hall: Vec4 = halls.read(instanceIndex, 0);
    const at: Vec2 = varying(positionGeometry.xy.mul(hall.zw).mul(0.5));
    const size: Vec2 = varying(hall.zw);
    floorMaterial.vertexNode = clipOf(
      vec3(
        hall.x.add(positionGeometry.x.mul(hall.z).mul(0.5)),
        float(0),
        hall.y.sub(positionGeometry.y.mul(hall.w).mul(0.5)),
      ),
    );
    const toEdge: Vec2 = size.mul(0.5).sub(at.abs());
    // A little darker towards the walls, as a model under a lamp.
    const lift: Float = smoothstep(0, 2.2, toEdge.x.min(toEdge.y));
    floorMaterial.colorNode = mix(colours.floor.mul(0.93), colours.floor, lift);
    floorMaterial.opacityNode = shown;
  }

  const box = new BoxGeometry(1, 1, 1).translate(0, 0.5, 0);
  const walls = instanced(box, 4 * plan.halls.length);
  box.dispose();
  const wallMaterial = new MeshBasicNodeMaterial({ transparent: true, depthWrite: false });
  {
    const which: Float = float(instanceIndex).mod(4);
    const hall: Vec4 = halls.read(instanceIndex.div(4), 0);
    const along: Float = above(which, 1.5);
    const sign: Float = which.mod(2).mul(2).sub(1);
    const length: Vec2 = mix(vec2(hall.z, WALL.thick), vec2(WALL.thick, hall.w), along);
    const middle: Vec2 = mix(vec2(0, hall.w.mul(0.5)), vec2(hall.z.mul(0.5), 0), along).mul(sign);
    wallMaterial.vertexNode = clipOf(
      vec3(
        hall.x.add(middle.x).add(positionGeometry.x.mul(length.x)),
        positionGeometry.y.mul(WALL.height).mul(shown),
        hall.y.add(middle.y).add(positionGeometry.z.mul(length.y)),
      ),
    );
    const up: Float = varying(positionGeometry.y);
    const top: Float = varying(above(normalGeometry.y, 0.5));
    wallMaterial.colorNode = colours.wall;
    wallMaterial.opacityNode = mix(up.mul(0.16).add(0.08), float(0.5), top).mul(shown);
  }

  const meshes = [
    new Mesh(plane, plotMaterial),
    new Mesh(floors, floorMaterial),
    new Mesh(walls, wallMaterial),
  ];
  const object = new Group();
  meshes.forEach((mesh, i) => {
    mesh.frustumCulled = false;
    mesh.renderOrder = 8 + i;
    object.add(mesh);
  });
  meshes[2]!.renderOrder = 21;
  return {
    object,
    style(theme) {
      const palette = campusPalette(theme);
      for (const name of ['plot', 'floor', 'wall'] as const) colours[name].value.set(palette[name]);
    },
    rise(share) {
      shown.value = share;
      object.visible = share > 0.001;
    },
    dispose() {
      plane.dispose();
      floors.dispose();
      walls.dispose();
      for (const material of [plotMaterial, floorMaterial, wallMaterial]) material.dispose();
      halls.dispose();
    },
  };
}
