/** Who answers a metro, what a link is drawn as, and the spot of the earth that faces all sites. */
import { describe, expect, it } from 'vitest';
import { contentSpot, reachOnGlobe } from '../../src/scene/aim.ts';
import { metroText } from '../../src/scene/labels/content.ts';
import { linkKind } from '../../src/scene/link-kind.ts';
import { MOST_LINES, servedBy } from '../../src/scene/layers/services/served-by.ts';
import { createShown } from '../../src/scene/shown.ts';
import { createStage } from '../../src/scene/stage.ts';
import { chinaView, pacificView } from '../fixtures/views.ts';

describe('lines of service', () => {
  const shown = createShown(pacificView(40, 10, 20));

  it('go to the sites that answer most, and the rest is counted', () => {
    shown.askedMetro = 3;
    shown.now.site.asked.forEach((_, i, asked) => (asked[i] = i < 25 ? (i * 7) % 25 : 0));
    const { sites, shares, count } = servedBy(shown);
    expect(count).toBe(24);
    expect(sites).toHaveLength(MOST_LINES);
    expect(shares[0]).toBe(1);
    expect([...shares].sort((a, b) => b - a)).toEqual(shares);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(13 / 24);
    const [metro] = chinaView().metros;
    const at = { inTime: 0.5, against: null, full: true, served: { count, sites } };
    expect(metroText(metro!, at, 'en').figure).toBe('50 % in time by 24 sites, 12 drawn');
    expect(metroText(metro!, at, 'zh').figure).toBe('按时应答 50 %，由 24 个站点应答，画出 12 个');
    expect(metroText(metro!, { ...at, against: 0.6 }, 'en').figure).toBe('−10\u00a0pt in time');
  });

  it('are none where no metro was asked for', () => {
    shown.askedMetro = -1;
    expect(servedBy(shown)).toEqual({ sites: [], shares: [], count: 0 });
  });
});

describe('kinds of links', () => {
  it('follow the words of the links table', () => {
    expect(linkKind('submarine')).toBe('submarine');
    expect(linkKind('virtual overlay')).toBe('overlay');
    for (const kind of ['DCI', 'national backbone', 'metro', 'terrestrial cross-border', 'fibre']) {
      expect(linkKind(kind)).toBe('land');
    }
  });
});

describe('the first view of the globe', () => {
  it('has room for towers that stick out over its rim', () => {
    const tallest = 0.2;
    const china = chinaView();
    const virginia = { ...china.sites[0]!, lat: 39, lon: -77 };
    const [near, far] = [china.sites, [...china.sites, virginia]].map((sites) => {
      const stage = createStage({ ...china, sites, metros: [], links: [] });
      return reachOnGlobe(stage, contentSpot(stage), 0.36, tallest);
    });
    // All of China is well within the disc; Virginia and China are near its rim.
    expect(near).toBe(1);
    expect(far).toBeGreaterThan(1.02);
    expect(far).toBeLessThanOrEqual(1 + tallest);
  });

  it('faces every site, as near to all of them as can be', () => {
    for (const view of [chinaView(), pacificView(30, 10, 20)]) {
      const stage = createStage(view);
      const spot = contentSpot(stage);
      const angles = view.sites.map((site) =>
        spot.out.angleTo(stage.globe.outward(site.lat, site.lon, spot.out.clone())),
      );
      const widest = Math.max(...angles);
      expect(widest).toBeLessThan(Math.PI / 2);
      // No other spot a little aside has them all nearer.
      for (const [east, south] of [
        [0.05, 0],
        [-0.05, 0],
        [0, 0.05],
        [0, -0.05],
      ] as const) {
        const { lat, lon } = stage.globe.geo(spot.out);
        const beside = stage.globe.outward(lat + south * 57, lon + east * 57, spot.out.clone());
        const other = view.sites.map((site) =>
          beside.angleTo(stage.globe.outward(site.lat, site.lon, spot.out.clone())),
        );
        expect(Math.max(...other)).toBeGreaterThan(widest - 0.01);
      }
    }
  });
});
