/**
 * Questions to the worker of the branch on show, about the tick on show. They are asked anew when either
 * changes, one at a time, and twice a second at most; the last answer stays until the next is there.
 */
import { useEffect, useRef, useState } from 'react';
import type { WhyJob } from '../../workers/answers.ts';
import { useSteady } from '../charts/hooks.ts';
import type { BranchClient } from '../sim/client.ts';
import { branches, frames } from '../sim/sim.ts';

type Ask<T> = (ask: BranchClient['ask'], tick: number) => Promise<T | null>;

const PERIOD_MS = 500;

/** @param question names what is asked: another one is asked at once, and the answer to the old one dropped */
export function useAnswer<T>(question: string, ask: Ask<T>): T | null {
  const [answer, setAnswer] = useState<{ question: string; value: T } | null>(null);
  const [, setRetry] = useState(0);
  const asking = useRef({ client: null as BranchClient | null, question: '', answered: '', atMs: -Infinity });
  const client = useSteady(() => branches.shown()?.client ?? null);
  const now = useSteady(() => frames.current);

  useEffect(() => {
    const state = asking.current;
    if (!client || !now) return undefined;
    const wanted = `${question} ${now.tick} ${now.hash}`;
    if (state.answered === wanted) return undefined;
    if (state.client === client && state.question === question) return undefined;
    const restS = state.question === question ? state.atMs + PERIOD_MS - performance.now() : 0;
    if (restS > 0) {
      const timer = setTimeout(() => setRetry((count) => count + 1), restS);
      return () => clearTimeout(timer);
    }
    state.client = client;
    state.question = question;
    state.atMs = performance.now();
    const done = (value: T | null): void => {
      if (state.client !== client || state.question !== question) return;
      state.client = null;
      if (value === null) setRetry((count) => count + 1);
      else {
        state.answered = wanted;
        setAnswer({ question, value });
      }
    };
    ask(client.ask, now.tick).then(done, () => done(null));
    return undefined;
  });
  return answer?.question === question ? answer.value : null;
}

/** Once, about the tick on show. */
export async function askWhyJob(job: number): Promise<WhyJob | null> {
  const client = branches.shown()?.client;
  const tick = frames.current?.tick;
  return client && tick !== undefined ? client.ask.whyJob(job, tick) : null;
}
