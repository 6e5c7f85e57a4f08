/** A GPU that goes away or draws nothing: the picture comes back, the run never noticed; and no frame is drawn for nothing. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { mapCanvas } from './app.ts';
import { focusPage, openPage, says, until, untilTick, tickOf, useBrowser, type OpenPage } from './page.ts';
import { coloursIn, pictureOfCanvas, restingPicture, shareChanged, type Picture } from './picture.ts';

useBrowser();

type Probed = { device?: { destroy(): void }; draws?: number };

/** Counts what is handed to the GPU, and keeps the device that does it. As text: a compiler's helpers are not on the page. */
const PROBE = `
  window.draws = 0;
  if (window.GPUDevice) {
    const encode = GPUDevice.prototype.createCommandEncoder;
    GPUDevice.prototype.createCommandEncoder = function (...given) {
      window.device = this;
      window.draws++;
      return encode.apply(this, given);
    };
  }
  for (const name of ['drawElementsInstanced', 'drawElements', 'drawArrays']) {
    const draw = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...given) {
      window.draws++;
      return draw.apply(this, given);
    };
  }
`;

const draws = (page: Page): Promise<number> => page.evaluate(() => (window as Probed).draws ?? 0);

/** Nearer and back, so that something is drawn. */
async function redraw(page: Page): Promise<void> {
  await focusPage(page);
  for (const key of ['+', '0']) {
    const before = await draws(page);
    await page.keyboard.press(key);
    await until('it is drawn', async () => (await draws(page)) > before);
  }
}

async function lose(page: Page, renderer: 'webgpu' | 'webgl'): Promise<void> {
  if (renderer === 'webgpu') await page.evaluate(() => (window as Probed).device!.destroy());
  else {
    await mapCanvas(page).evaluate((canvas) =>
      (canvas as HTMLCanvasElement).getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext(),
    );
  }
}

describe.each(['webgpu', 'webgl'] as const)('in %s, the picture', (renderer) => {
  let open: OpenPage;
  let before: Picture;

  beforeAll(async () => {
    open = await openPage({ renderer }, { before: PROBE });
    await redraw(open.page);
    before = await restingPicture(open.page);
  });
  afterAll(() => open?.close());

  it('is not drawn again while nothing changes', async () => {
    const { page } = open;
    await page.mouse.move(2, 498);
    let last = -1;
    await until('it comes to rest', async () => {
      const now = await draws(page);
      const still = now === last;
      last = now;
      if (!still) await page.waitForTimeout(600);
      return still;
    });
    await page.waitForTimeout(2000);
    expect(await draws(page)).toBe(last);
    await redraw(page);
  });

  it('comes back in place after the GPU was lost, and the run is unharmed', async () => {
    const { page } = open;
    const [tick, hash] = [await tickOf(page), await says(page, 'hash')];
    await mapCanvas(page).evaluate((canvas) => (canvas.dataset['old'] = 'true'));
    await lose(page, renderer);
    await until('there is another canvas', async () => {
      const canvas = mapCanvas(page);
      return (await canvas.count()) === 1 && (await canvas.getAttribute('data-old')) === null;
    });
    await until('it shows the same', async () => shareChanged(before, await pictureOfCanvas(page)) < 0.02);
    expect(await says(page, 'renderer')).toBe(renderer);
    expect([await tickOf(page), await says(page, 'hash')]).toEqual([tick, hash]);
    await page.keyboard.press('ArrowRight');
    await untilTick(page, tick + 1);
  });
});

describe('a page that goes to another display', () => {
  it('is drawn in the pixels of that one, and of the first again', async () => {
    const { page, close } = await openPage({ renderer: 'webgl', quality: 'full' });
    const client = await page.context().newCDPSession(page);
    const widthOf = (): Promise<number> =>
      mapCanvas(page).evaluate((canvas) => (canvas as HTMLCanvasElement).width);
    for (const [width, ratio] of [
      [900, 1.5],
      [800, 1],
    ] as const) {
      await client.send('Emulation.setDeviceMetricsOverride', {
        width,
        height: 500,
        deviceScaleFactor: ratio,
        mobile: false,
      });
      await until(`there are ${ratio} to a CSS pixel`, async () => (await widthOf()) === width * ratio);
    }
    await close();
  });
});

/** No canvas is given a context of a GPU. */
const NO_GPU = `
  const get = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...given) {
    return kind.startsWith('webg') ? null : get.call(this, kind, ...given);
  };
`;

describe.each(['webgpu', 'webgl'] as const)('without a GPU, asked for %s', (renderer) => {
  it('the table stands in for the map, and says why', async () => {
    const { page, close } = await openPage({ renderer }, { before: NO_GPU });
    expect(await says(page, 'renderer')).toBe('none');
    await page.getByText(en.noBackend).waitFor();
    await page.getByRole('rowheader', { name: 'Wuhu' }).first().waitFor();
    await close();
  });
});

/** The first thing that is drawn with WebGPU fails, as on browsers that hand out a device for no canvas. */
const NO_CANVAS = `
  const pop = GPUDevice.prototype.popErrorScope;
  let asked = false;
  GPUDevice.prototype.popErrorScope = async function () {
    const first = !asked;
    asked = true;
    const error = await pop.call(this);
    return first ? { message: 'not on this canvas' } : error;
  };
`;

/** Settings are waited for until the page gives them up, long after the trial of the renderer. */
const NO_ANSWER = `IDBFactory.prototype.open = () => ({});`;

describe.each([
  ['after the settings are known', ''],
  ['before the settings are known', NO_ANSWER],
])('a WebGPU that hands out a device and cannot draw, as it turns out %s', (_, slow) => {
  it('is given up for WebGL 2', async () => {
    const { page, close } = await openPage({ renderer: 'webgpu' }, { before: NO_CANVAS + slow });
    await until('the other renderer runs', async () => (await says(page, 'renderer')) === 'webgl');
    await until('and draws the map', async () => coloursIn(await pictureOfCanvas(page)) > 8);
    await close();
  });
});

describe('a renderer that starts and draws nothing', () => {
  it('is found out, and the next one takes its place', async () => {
    const { page, close } = await openPage({ renderer: 'webgpu' }, { before: PROBE });
    const warnings: string[] = [];
    page.on('console', (message) => warnings.push(message.text()));
    await page.evaluate('GPUQueue.prototype.submit = function () {}');
    await lose(page, 'webgpu');
    await until('the other renderer runs', async () => (await says(page, 'renderer')) === 'webgl');
    expect(warnings.join('\n')).toMatch(/webgpu draws nothing/);
    await until('and draws the map', async () => coloursIn(await pictureOfCanvas(page)) > 8);
    await close();
  });
});
