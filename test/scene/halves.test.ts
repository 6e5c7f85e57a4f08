/** Two halves of the canvas: they share it out, and in each the camera has the same room between the panels. */
import { describe, expect, it } from 'vitest';
import { PerspectiveCamera, Vector3 } from 'three/webgpu';
import { coversIn, halfAt, halvesOf, lookThrough, whole } from '../../src/scene/halves.ts';

const WIDE = { width: 1280, height: 720 };
const PANELS = [
  { x: 932, y: 70, width: 316, height: 300 },
  { x: 32, y: 307, width: 198, height: 260 },
  { x: 32, y: 608, width: 1216, height: 88 },
  { x: 32, y: 28, width: 500, height: 120 },
];
const TALL = { width: 390, height: 844 };
const HEAD = [{ x: 16, y: 16, width: 360, height: 200 }];

describe.each([
  ['side by side', WIDE, PANELS],
  ['one over the other', TALL, HEAD],
])('two halves %s', (_, size, covers) => {
  const halves = halvesOf(size, covers);
  const [a, b] = halves;

  it('cover the canvas once', () => {
    const area = ({ width, height }: { width: number; height: number }) => width * height;
    expect(area(a.port) + area(b.port)).toBe(area(size));
    for (let x = 5; x < size.width; x += 50)
      for (let y = 5; y < size.height; y += 50) {
        const { port } = halves[halfAt(halves, x, y)]!;
        expect(x >= port.x && x < port.x + port.width && y >= port.y && y < port.y + port.height).toBe(true);
      }
  });

  it('have frames of one size, each in its own', () => {
    expect([a.frame.width, a.frame.height]).toEqual([b.frame.width, b.frame.height]);
    for (const { frame, port } of halves) {
      expect(frame.x).toBeGreaterThanOrEqual(port.x);
      expect(frame.x + frame.width).toBeLessThanOrEqual(port.x + port.width);
      expect(frame.y).toBeGreaterThanOrEqual(port.y);
      expect(frame.y + frame.height).toBeLessThanOrEqual(port.y + port.height);
    }
  });

  it('show what the camera looks at at the same place of both frames', () => {
    const camera = new PerspectiveCamera(28, a.frame.width / a.frame.height, 0.1, 100);
    camera.position.set(0, 0, 10);
    camera.updateMatrixWorld();
    const there = new Vector3(0.7, -0.4, 0);
    const before = camera.projectionMatrix.clone();
    const places = halves.map((half) =>
      lookThrough(camera, half, null, () => {
        const at = there.clone().project(camera);
        return {
          x: ((at.x + 1) / 2) * half.port.width + half.port.x - half.frame.x,
          y: ((1 - at.y) / 2) * half.port.height + half.port.y - half.frame.y,
        };
      }),
    );
    const alone = there.clone().project(camera);
    expect(camera.projectionMatrix).toEqual(before);
    for (const { x, y } of places) {
      expect(x).toBeCloseTo(((alone.x + 1) / 2) * a.frame.width, 6);
      expect(y).toBeCloseTo(((1 - alone.y) / 2) * a.frame.height, 6);
    }
  });
});

describe('what lies over a half', () => {
  it('is told from its frame, and leaves out what is over the other', () => {
    const [left, right] = halvesOf(WIDE, PANELS);
    expect(coversIn(right, PANELS, 'frame').some(({ width }) => width === 198)).toBe(false);
    expect(coversIn(right, PANELS, 'frame')).toContainEqual({
      ...PANELS[0],
      x: 932 - right.frame.x,
    });
    expect(coversIn(left, PANELS, 'port')).toContainEqual(PANELS[1]);
    expect(left.frame.x).toBe(230);
    expect(right.frame.x + right.frame.width).toBeLessThanOrEqual(932);
  });

  it('is all of it where there is one', () => {
    expect(coversIn(whole(WIDE)[0]!, PANELS, 'frame')).toEqual(PANELS);
  });
});
