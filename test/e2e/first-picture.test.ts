/** The first picture comes as soon as it can: nothing is drawn, moved or worked out that could wait for it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SIZES } from '../../src/scene/layers/land/made.ts';
import { openPage, says, until, useBrowser, type OpenPage } from './page.ts';
import { coloursIn, pictureOfCanvas } from './picture.ts';

useBrowser();

type Seen = {
  /** Of each frame until the first picture, its draw calls. */
  frames: number[];
  /** Sizes of the textures that hold coasts: until that, and in all. */
  coastsBefore: string[];
  coasts: string[];
  animations: string[];
  /** How many panels blur what is behind them. */
  blurred: number;
};

const BLURRED = `[...document.querySelectorAll('.panel, .segmented')]
  .filter((one) => getComputedStyle(one).backdropFilter !== 'none').length`;

/** As text: a compiler's helpers are not on the page. */
const PROBE = `
  const seen = (window.seen = { frames: [], coastsBefore: [], coasts: [], animations: null, blurred: NaN });
  const GL = WebGL2RenderingContext.prototype;
  let drawn = 0;
  const spy = (name, note) => {
    const original = GL[name];
    GL[name] = function (...given) {
      note(...given);
      return original.apply(this, given);
    };
  };
  for (const name of ['drawElements', 'drawElementsInstanced']) spy(name, () => drawn++);
  // A frame ends with the triangle that brings it to the canvas.
  spy('drawArrays', () => {
    if (!seen.animations) seen.frames.push(drawn);
    drawn = 0;
  });
  const PAIRS_OF_HALF_FLOATS = 0x822f;
  spy('texStorage2D', (_, levels, format, width, height) => {
    if (format === PAIRS_OF_HALF_FLOATS) seen.coasts.push(width + ' x ' + height);
  });
  const mark = performance.mark;
  performance.mark = function (name, ...rest) {
    if (name === 'picture') {
      seen.coastsBefore = [...seen.coasts];
      seen.blurred = ${BLURRED};
      seen.animations = document.getAnimations().map(({ animationName }) => animationName);
    }
    return mark.call(this, name, ...rest);
  };
`;

describe('the first picture', () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage({ renderer: 'webgl' }, { before: PROBE, moves: true });
  });
  afterAll(() => open?.close());
  const seenOn = (page: Page): Promise<Seen> =>
    page.evaluate(() => (window as unknown as { seen: Seen }).seen);

  it('is the first thing drawn', async () => {
    const { frames } = await seenOn(open.page);
    expect(frames.length).toBeGreaterThan(0);
    expect(frames[0]).toBeGreaterThan(10);
  });

  it('is not drawn beside anything that moves, or blurs what is behind it', async () => {
    const { animations, blurred } = await seenOn(open.page);
    expect(animations).toEqual([]);
    expect(blurred).toBe(0);
    expect(await open.page.evaluate(BLURRED)).toBeGreaterThan(3);
  });

  it('has its coasts in fewer pixels than they have later', async () => {
    const size = SIZES.test;
    const { coastsBefore } = await seenOn(open.page);
    expect(coastsBefore).toContain(`${size / 2} x ${size / 2}`);
    expect(coastsBefore).not.toContain(`${size} x ${size}`);
    await until('they are there in full', async () => {
      const { coasts } = await seenOn(open.page);
      return coasts.includes(`${size} x ${size}`);
    });
  });
});

/** The first context of WebGL is lost as soon as it is made, long before anything is drawn. */
const LOST = `
  const { getContext } = HTMLCanvasElement.prototype;
  let isFirst = true;
  HTMLCanvasElement.prototype.getContext = function (kind, ...given) {
    const context = getContext.call(this, kind, ...given);
    if (kind === 'webgl2' && isFirst) {
      isFirst = false;
      context.getExtension('WEBGL_lose_context').loseContext();
    }
    return context;
  };
`;

describe('a GPU that is lost before it has drawn anything', () => {
  it('costs no picture', async () => {
    const { page, close } = await openPage({ renderer: 'webgl' }, { before: LOST });
    expect(await says(page, 'renderer')).toBe('webgl');
    await until('the map is drawn', async () => coloursIn(await pictureOfCanvas(page)) > 8);
    await close();
  });
});
