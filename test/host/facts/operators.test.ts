/** Who runs a site of several operators, and what its hosts draw. */
import { expect, test } from 'vitest';
import { hostCells } from '../../../workers/host/facts/hosts.ts';
import { openShipped } from '../../fixtures/shipped.ts';

test('no two sites of several operators are one operator', async () => {
  const { scenario } = await openShipped('china-linked', true);
  const operators = Object.values(scenario.sites).map(({ operator }) => operator);
  expect(new Set(operators).size).toBe(operators.length);
  expect(scenario.sites.cl_wuhu!.operator).toBe(
    'Huawei, China Telecom, China Unicom, China Mobile and others',
  );
  expect(scenario.sites.cl_yrd_demo!.operator).toMatch(/^several operators, .*长三角.*多家运营商/);
});

test('hosts draw what the data sheets of their servers leave beside the accelerators', async () => {
  const { scenario } = await openShipped('us-and-china', true);
  // 10.2 kW for eight H100 of 700 W, and a tenth more for the network and storage of the cluster.
  expect(hostCells('training', 'h100').host_overhead).toBeCloseTo((10200 / 5600) * 1.1 - 1, 2);
  expect(hostCells('training', 'h800')).toEqual(hostCells('mixed', 'h100'));
  expect(hostCells('hpc', 'h100').host_overhead).toBe(0.25);
  for (const [id, site] of Object.entries(scenario.sites)) {
    const [low, best, high] = site.provenance!.bands!.hostOverhead!;
    expect(site.hostOverhead, id).toBe(best);
    expect(low < best && best < high, id).toBe(true);
    expect(site.provenance!.note, id).toMatch(/hosts: (derived|estimate): \S+/);
  }
});
