/** What asks for attention: the list of keys, what is wrong with a file, and a stopped engine. */
import { useChoice, useWords } from '../charts/hooks.ts';
import { Button, Link, Switch } from 'react-aria-components';
import { formatCount } from '../i18n/format.ts';
import { changeSettings } from '../sim/page.ts';
import { branches, choices } from '../sim/sim.ts';
import { verifyHere } from '../sim/verify.ts';
import { COMMANDS } from './commands.ts';
import { keyText } from './key-text.ts';
import { Sheet } from '../controls/Sheet.tsx';

export function HelpDialog() {
  const { t, lang } = useWords();
  const open = useChoice((now) => now.help);
  const singleKeys = useChoice((now) => now.settings.keys);
  return (
    <Sheet title={t.help} isOpen={open} onClose={() => choices.setState({ help: false })} className="wide">
      <dl className="keys">
        {COMMANDS.filter(({ keys }) => keys.length > 0).map(({ id, keys, shown }) => (
          <div key={id}>
            <dt>
              <kbd>{shown ?? keyText(keys[0]!, t)}</kbd>
            </dt>
            <dd>{t.commands[id]}</dd>
          </div>
        ))}
      </dl>
      <Switch className="switch" isSelected={singleKeys} onChange={(on) => changeSettings({ keys: on })}>
        <span className="switch-mark" aria-hidden="true" />
        {t.singleKeysOn}
      </Switch>
      <p className="quiet">{t.singleKeysNote}</p>
      <div className="actions">
        {import.meta.env.MODE === 'file' ? null : (
          // Beside the page on its host; one file has nothing beside it.
          <Link className="action" href={lang === 'zh' ? 'docs/zh/index.html' : 'docs/index.html'}>
            {t.docs}
          </Link>
        )}
        <Button className="action" onPress={() => choices.setState({ help: false, claims: '' })}>
          {t.commands.claims}
        </Button>
        <Button
          className="action"
          onPress={() => {
            choices.setState({ help: false });
            void verifyHere();
          }}
        >
          {t.verify.open}
        </Button>
        <Button slot="close" className="action">
          {t.close}
        </Button>
      </div>
    </Sheet>
  );
}

export function RejectedDialog() {
  const { t } = useWords();
  const rejected = useChoice((now) => now.rejected);
  const running = useChoice((now) => now.view !== null);
  return (
    <Sheet
      title={t.rejectedTitle(rejected?.file ?? '')}
      isOpen={rejected !== null}
      onClose={() => choices.setState({ rejected: null })}
      className="wide"
      alerts
    >
      {running ? <p>{t.rejectedNote}</p> : null}
      <ol className="issues">
        {rejected?.issues.map((issue, i) => (
          <li key={i}>
            <code>{issue.path || t.wholeFile}</code>
            <p>{issue.message}</p>
            {issue.hint ? <p className="quiet">{issue.hint}</p> : null}
          </li>
        ))}
      </ol>
      <Button slot="close" className="action" autoFocus>
        {t.close}
      </Button>
    </Sheet>
  );
}

export function FaultAlert() {
  const { t, lang } = useWords();
  const fault = useChoice((now) => now.fault);
  if (!fault) return null;
  const pair = { A: t.linked, B: t.islands, C: null, D: null };
  const branch = pair[fault.branch] ?? t.branches.name(fault.branch);
  const policy = branches.run()?.branches.find(({ name }) => name === fault.branch)?.policy;
  return (
    <div className="fault panel" role="alert">
      <p>
        <strong>{t.fault(fault.tick === null ? null : formatCount(lang, fault.tick))}</strong> {branch}:{' '}
        {fault.message}
      </p>
      {policy ? (
        <Button className="action primary" onPress={() => choices.setState({ policy: true })}>
          {t.policy.edit}
        </Button>
      ) : (
        <Button className="action primary" onPress={() => void branches.restart()}>
          {t.restart}
        </Button>
      )}
    </div>
  );
}
