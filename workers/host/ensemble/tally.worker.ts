/** The worker that keeps the tally of an ensemble; its runners sit in workers of their own. */
import { expose, transfer, wrap } from 'comlink';
import type { TallyApi, TallyEvents } from '../../ensemble.ts';
import { createEnsemble, type Ensemble, type RunnerLink } from './ensemble.ts';
import { openEnsemble } from './open-ensemble.ts';

let held: Ensemble | null = null;

function ensemble(): Ensemble {
  if (held === null) throw new Error('no ensemble has been opened');
  return held;
}

const api: TallyApi = {
  async open(request, events) {
    const reply = await openEnsemble(request);
    if (!reply.ok) return reply;
    const told: TallyEvents = {
      onProgress: (progress) => events.onProgress(progress),
      onReport: (report) => events.onReport(transfer(report, [report.figures.buffer, report.series.buffer])),
    };
    held = createEnsemble(reply.opened, told, () => performance.now());
    return { ok: true, plan: reply.opened.plan };
  },
  join: (runner, port) => ensemble().join(runner, wrap<RunnerLink>(port) as RunnerLink),
  leave: (runner, died) => ensemble().leave(runner, died),
  run: (going) => ensemble().run(going),
  ask: (answer) => ensemble().ask(answer),
  draw: async (draw, over) => ensemble().draw(draw, over),
  table: async () => ensemble().table(),
  sobol: (facts, count, answer, onDone) => ensemble().indices(facts, count, answer, onDone),
  stopSobol: () => ensemble().stopIndices(),
};

expose(api);
