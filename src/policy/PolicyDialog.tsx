/** Writing a policy of one's own: begun from an example, run beside the branch on show, opened and saved as a file. */
import './policy.css';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { Button } from 'react-aria-components';
import { useChoice, useWords } from '../charts/hooks.ts';
import { Chooser } from '../controls/Chooser.tsx';
import { Sheet } from '../controls/Sheet.tsx';
import { HAS_SANDBOX } from '../sim/sandbox.ts';
import { choices } from '../sim/sim.ts';
import { EditorBox } from './EditorBox.tsx';
import { noticeFault, openPolicyFile, runDraft, savePolicyFile } from './session.ts';
import { policyDraft, recallDraft, writeDraft, type PolicyDraft } from './store.ts';
import { contractText, EXAMPLES, exampleText } from './texts.ts';

function useDraft<T>(select: (now: PolicyDraft) => T): T {
  return useSyncExternalStore(policyDraft.subscribe, () => select(policyDraft.getState()));
}

export default function PolicyDialog() {
  const { t } = useWords();
  const open = useChoice((now) => now.policy);
  const isRecalled = useDraft((now) => now.isRecalled);
  const fault = useChoice((now) => now.fault);
  useEffect(() => void recallDraft(), []);
  useEffect(() => noticeFault(fault), [fault]);
  return (
    <Sheet
      title={t.policy.title}
      isOpen={open && isRecalled}
      onClose={() => choices.setState({ policy: false })}
      className="policy"
    >
      <p>{t.policy.intro}</p>
      <p className="quiet">{HAS_SANDBOX ? t.policy.where : t.policy.noSandbox}</p>
      <Writing />
    </Sheet>
  );
}

function Writing() {
  const { t } = useWords();
  const name = useDraft((now) => now.name);
  const text = useDraft((now) => now.text);
  const isStarting = useDraft((now) => now.isStarting);
  const problem = useDraft((now) => now.problem);
  const loaded = useChoice((now) => now.view !== null);
  const run = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Beginnings name={name} />
      <EditorBox
        text={text}
        problem={problem}
        onText={(next) => writeDraft({ text: next })}
        onLeave={() => run.current?.focus()}
      />
      <p className="quiet policy-note">{t.policy.keys}</p>
      <p role="alert" className="bad policy-problem">
        {problem
          ? problem.line === null
            ? problem.text
            : t.policy.atLine(problem.line, problem.text)
          : null}
      </p>
      <details className="policy-contract">
        <summary>{t.policy.contract}</summary>
        <pre tabIndex={0} lang="en">
          {contractText()}
        </pre>
      </details>
      <div className="policy-actions">
        <Button
          ref={run}
          className="action primary"
          isDisabled={!HAS_SANDBOX || !loaded || isStarting}
          onPress={() => void runDraft()}
        >
          {isStarting ? t.policy.starting : t.policy.run}
        </Button>
        <Button className="action" onPress={savePolicyFile}>
          {t.policy.save}
        </Button>
        <Button slot="close" className="action">
          {t.close}
        </Button>
      </div>
      <p className="quiet policy-note">{t.policy.types(name)}</p>
    </>
  );
}

/** What is begun from, and what it is called. */
function Beginnings({ name }: { name: string }) {
  const { t } = useWords();
  const file = useRef<HTMLInputElement>(null);
  return (
    <div className="policy-beginnings">
      <label className="policy-name">
        <span>{t.policy.name}</span>
        <input
          value={name}
          maxLength={100}
          spellCheck={false}
          onChange={({ target }) => writeDraft({ name: target.value })}
        />
      </label>
      <Chooser
        className="policy-example"
        label={t.policy.example}
        options={EXAMPLES.map((id) => ({ id, text: t.policy.examples[id] }))}
        value={null}
        shown={t.policy.choose}
        onChoose={(id) => writeDraft({ name: id, text: exampleText(id) })}
      />
      <Button className="action" onPress={() => file.current?.click()}>
        {t.policy.open}
      </Button>
      <input
        ref={file}
        type="file"
        accept=".ts,.js,.mts,text/typescript"
        hidden
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          target.value = '';
          if (chosen) void openPolicyFile(chosen);
        }}
      />
    </div>
  );
}
