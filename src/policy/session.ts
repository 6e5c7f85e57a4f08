/** What is done with the policy that is being written: it is run as a branch, opened and saved. */
import { formatCount } from '../i18n/format.ts';
import { DICTIONARIES } from '../i18n/words.ts';
import { announce } from '../panels/say.ts';
import { fileName, handOver } from '../share/save.ts';
import { branches, choices } from '../sim/sim.ts';
import type { Fault } from '../sim/store.ts';
import { compilePolicy, type PolicyFault } from './compile.ts';
import { FIRST_NAME, MOST_BYTES, policyDraft, writeDraft, type Problem } from './store.ts';

/** Runs it beside the branch on show; the table of differences says what it changes. */
export async function runDraft(): Promise<void> {
  const { text, isStarting } = policyDraft.getState();
  if (isStarting) return;
  const name = policyDraft.getState().name.trim() || FIRST_NAME;
  const compiled = compilePolicy(text);
  if (!compiled.ok) {
    policyDraft.setState({ problem: problemOf(compiled.fault) });
    return;
  }
  policyDraft.setState({ isStarting: true, problem: null });
  choices.setState({ playing: false });
  const refusal = await branches.runPolicy({ name, script: compiled.script });
  const { lang } = choices.getState();
  const t = DICTIONARIES[lang];
  policyDraft.setState({ isStarting: false });
  if (refusal === null) {
    choices.setState({ policy: false, deltas: true });
    announce(t.policy.made(branches.shown()?.name ?? '', name), lang);
  } else if (typeof refusal === 'string') {
    policyDraft.setState({ problem: { line: null, text: t.branches.refusals[refusal] } });
  } else {
    const [issue] = refusal;
    const line = /^policy\.ts:(\d+)$/.exec(issue?.path ?? '');
    policyDraft.setState({
      problem: { line: line && Number(line[1]), text: issue?.message ?? '' },
    });
  }
}

function problemOf(fault: PolicyFault): Problem {
  const t = DICTIONARIES[choices.getState().lang].policy;
  return fault.code === 'syntax'
    ? { line: fault.line, text: t.syntax(fault.found) }
    : { line: null, text: t.noScore };
}

/** What stopped a branch that ran under it is what is wrong with it, until it is changed. */
export function noticeFault(fault: Fault | null): void {
  const stopped = fault && branches.run()?.branches.find(({ name }) => name === fault.branch);
  if (stopped?.policy && stopped.policy.name === policyDraft.getState().name)
    policyDraft.setState({ problem: { line: fault!.line, text: fault!.message } });
}

export async function openPolicyFile(file: File): Promise<void> {
  const { lang } = choices.getState();
  if (file.size > MOST_BYTES) {
    const text = DICTIONARIES[lang].policy.tooLarge(file.name, formatCount(lang, MOST_BYTES));
    policyDraft.setState({ problem: { line: null, text } });
    return;
  }
  writeDraft({ name: file.name, text: await file.text() });
}

export function savePolicyFile(): void {
  const { name, text } = policyDraft.getState();
  handOver({
    name: fileName(name.replace(/\.ts$/, ''), 'ts'),
    file: new Blob([text], { type: 'text/typescript' }),
  });
}
