/** Carbon and price over time: steps, clocks, gaps, leap days, and laying them over the grids of a scenario. */
import { describe, expect, it } from 'vitest';
import { energyPatch } from '../../workers/import/energy-patch.ts';
import type { EnergyPart } from '../../workers/import/parts.ts';
import { align } from '../../workers/import/align.ts';
import { bring, brought, faultsOf, probed } from '../fixtures/bring.ts';

async function partOf(content: string, utcOffsetH = 0): Promise<EnergyPart> {
  const reply = await bring({ name: 'x.csv', content, change: (choice) => (choice.utcOffsetH = utcOffsetH) });
  if (!reply.ok) throw new Error(JSON.stringify(reply.faults));
  return reply.read[0].part as EnergyPart;
}

const hourly = (day: string, values: (number | string)[], header = 'Datetime (UTC),Price (USD/MWh)') =>
  [header, ...values.map((value, i) => `${day} ${String(i).padStart(2, '0')}:00:00,${value}`)].join('\n');

describe('a series', () => {
  it('of negative prices on a leap day', async () => {
    const part = await partOf(hourly('2024-02-29', [-5.5, 0, 12]));
    expect(part).toMatchObject({
      fromS: Date.UTC(2024, 1, 29) / 1000,
      stepS: 3600,
      price: [-5.5, 0, 12],
      carbon: [],
    });
  });

  it('that names a day that no month has leaves that row out', async () => {
    const { said } = await brought({
      name: 'x.csv',
      content: hourly('2023-02-28', [1, 2]) + '\n2023-02-29 00:00:00,3',
    });
    expect(said).toContain('4 1 left out: no time (here the first)');
  });

  it('of quarter hours, with offsets, in local time as in UTC', async () => {
    const rows = ['00:00', '00:15', '00:30', '00:45'].map((time, i) => `2024-06-01 ${time}:00-08:00,${i}`);
    const offset = await partOf(['time,price', ...rows].join('\n'));
    const local = await partOf(
      ['time,price', ...rows.map((row) => row.replace('-08:00', ''))].join('\n'),
      -8,
    );
    expect(offset).toMatchObject({ stepS: 900, fromS: Date.UTC(2024, 5, 1, 8) / 1000, price: [0, 1, 2, 3] });
    expect(local).toEqual(offset);
  });

  it('whose clock is set back takes the mean, set forward holds the value before', async () => {
    const rows = ['01:00,10', '02:00,20', '02:00,40', '03:00,5', '05:00,7'].map((row) => `2024-10-27 ${row}`);
    const { said } = await brought({ name: 'x.csv', content: ['time,price', ...rows].join('\n') });
    const part = await partOf(['time,price', ...rows].join('\n'));
    expect(part.price).toEqual([10, 30, 5, 5, 7]);
    expect(said.join('\n')).toMatch(/1 rows at the time of another[^]*1 steps without a value/);
  });

  it('of carbon takes the life cycle and the zone of its first row', async () => {
    const header =
      'Datetime (UTC),Zone Id,Carbon Intensity gCO₂eq/kWh (direct),Carbon Intensity gCO₂eq/kWh (LCA)';
    const content = `${header}\n2024-01-01 00:00:00,A,1,2\n2024-01-01 01:00:00,A,3,4\n2024-01-01 02:00:00,B,5,6\n2024-01-01 03:00:00,A,-1,-1\n`;
    const { said } = await brought({ name: 'x.csv', content });
    expect(await partOf(content)).toMatchObject({ zone: 'A', carbon: [2, 4] });
    expect(said).toContain('4 1 left out: of another grid than the first row (here the first)');
    expect(said).toContain('5 1 left out: a negative carbon intensity (here the first)');
  });

  it('of time and value alone is a table to be mapped', async () => {
    const given = {
      name: 'x.csv',
      content: 'time;value\n01.01.2024;1,5\n2024-01-01 00:15;1,5\n2024-01-01 00:30;2,5\n',
    };
    expect((await probed(given)).kind).toBe(null);
    const { file } = await brought({
      ...given,
      as: 'energy',
      change: (choice) => (choice.columns = { time: 'time', carbon: 'value' }),
    });
    expect(Object.values(file.grids)[0].series).toMatchObject({ step: 900, carbonGPerKwh: [1.5, 2.5] });
  });

  it('in steps of seconds is refused', async () => {
    const content = 'time,price\n0,1\n10,2\n20,3\n';
    expect(await faultsOf({ name: 'x.csv', content })).toEqual([expect.stringMatching(/has steps of 10 s/)]);
  });
});

describe('over a scenario', () => {
  const part: EnergyPart = {
    kind: 'energy',
    zone: 'x',
    fromS: Date.UTC(2024, 0, 1) / 1000,
    stepS: 3600,
    carbon: Array.from({ length: 8784 }, (_, i) => i),
    price: [],
  };
  const hours = (from: number) => Date.UTC(2024, 0, 1) + from * 3600e3;

  it('of its own time begins where that begins and ends with it', () => {
    expect(align(part, hours(100), 3 * 3600)).toEqual({ carbon: [100, 101, 102], price: [], note: null });
  });

  it('of another year takes the same hour of the same day, and says so', () => {
    const { carbon, note } = align(part, Date.UTC(2026, 6, 22, 12), 2 * 3600);
    const hour = (Date.UTC(2024, 6, 22, 12) - Date.UTC(2024, 0, 1)) / 3600e3;
    expect(carbon).toEqual([hour, hour + 1]);
    expect(note?.en).toMatch(/from 2024-07-22 on/);
  });

  it('is a merge patch that leaves a series in the same steps and takes away one in others', () => {
    const file = {
      grids: {
        same: { series: { step: '1h', priceUsdPerMwh: [1] } },
        other: { series: { step: '15m', priceUsdPerMwh: [1] } },
        rest: { carbonGPerKwh: 5 },
      },
    };
    const { file: after } = energyPatch(part, {
      file,
      startMs: hours(0),
      durationS: 7200,
      grids: ['same', 'other'],
    });
    expect(after).toEqual({
      grids: {
        same: { series: { step: 3600, priceUsdPerMwh: [1], carbonGPerKwh: [0, 1] } },
        other: { series: { step: 3600, carbonGPerKwh: [0, 1] } },
        rest: { carbonGPerKwh: 5 },
      },
    });
  });
});
