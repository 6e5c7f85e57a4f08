/**
 * The first picture of a page that was never loaded: from the address to the frame that has land, sites and
 * links handed over, less the time in which the page waits for the renderer to make and compile its own.
 */
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, needChromium } from '../e2e/chromium.ts';
import { servePage } from '../e2e/server.ts';
import type { Row } from './measure.ts';

const LOADS = 5;

/** Adds up how long calls take that make the renderer, or wait for it to compile. */
const PROBE = `
  window.waitedMs = 0;
  const waitIn = (type, names) => {
    for (const name of names) {
      const call = type && type.prototype[name];
      if (call) type.prototype[name] = function (...given) {
        const start = performance.now();
        try { return call.apply(this, given); } finally { if (!performance.getEntriesByName('picture').length) waitedMs += performance.now() - start; }
      };
    }
  };
  waitIn(window.HTMLCanvasElement, ['getContext']);
  waitIn(window.WebGL2RenderingContext, ['compileShader', 'linkProgram', 'getProgramParameter', 'getShaderParameter', 'getProgramInfoLog', 'getShaderInfoLog']);
  waitIn(window.GPUCanvasContext, ['configure', 'getCurrentTexture']);
  waitIn(window.GPUDevice, ['createShaderModule', 'createRenderPipeline']);
`;

/** In the page. */
declare const waitedMs: number;

async function firstPicture(url: string): Promise<{ ms: number; waited: number }> {
  const browser = await chromium.launch({ executablePath: needChromium(), args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.addInitScript(PROBE);
    await page.goto(url);
    await page.waitForFunction(() => performance.getEntriesByName('picture').length > 0);
    return await page.evaluate(() => ({
      ms: performance.getEntriesByName('picture')[0]!.startTime,
      waited: waitedMs,
    }));
  } finally {
    await browser.close();
  }
}

export async function firstRows(): Promise<Row[]> {
  const server = await servePage();
  try {
    const rows: Row[] = [];
    for (const renderer of ['webgpu', 'webgl']) {
      const loads: { ms: number; waited: number }[] = [];
      for (let i = 0; i < LOADS; i++) loads.push(await firstPicture(`${server.url}?renderer=${renderer}`));
      const row = { unit: 'ms', better: 'less' as const };
      rows.push(
        {
          ...row,
          name: `${renderer}: first picture, from the address`,
          values: loads.map(({ ms }) => ms),
          must: null,
        },
        {
          ...row,
          name: `${renderer}: of it, beyond the renderer's own`,
          values: loads.map(({ ms, waited }) => ms - waited),
          must: 2000,
        },
      );
    }
    return rows;
  } finally {
    await server.close();
  }
}
