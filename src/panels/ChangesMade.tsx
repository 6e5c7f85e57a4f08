/** What was done by hand, in order, each to be taken back; with undo and redo. */
import { useChoice, useSteady, useWords } from '../charts/hooks.ts';
import { Button } from 'react-aria-components';
import { formatCount } from '../i18n/format.ts';
import { branches } from '../sim/sim.ts';
import { redoAndSay, removeAndSay, undoAndSay } from './do.ts';
import { actionText } from './happened.ts';
import { jumpAndSay } from './say.ts';

export function ChangesMade() {
  const { t, lang } = useWords();
  const view = useChoice((now) => now.view);
  const actions = useSteady(() => branches.run()?.actions);
  const canRedo = useSteady(branches.canRedo);
  if (!view || !actions || (actions.length === 0 && !canRedo)) return null;
  return (
    <section className="panel changes" aria-label={t.changesMade}>
      <div className="changes-head">
        <h2>{t.changesMade}</h2>
        <Button
          className="tool"
          aria-label={t.commands.undo}
          isDisabled={actions.length === 0}
          onPress={undoAndSay}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="M6 3 2.5 6.5 6 10M2.5 6.5H10a3.5 3.5 0 0 1 0 7H7" />
          </svg>
        </Button>
        <Button className="tool" aria-label={t.commands.redo} isDisabled={!canRedo} onPress={redoAndSay}>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="m10 3 3.5 3.5L10 10M13.5 6.5H6a3.5 3.5 0 0 0 0 7h3" />
          </svg>
        </Button>
      </div>
      <ol>
        {actions.map((action, i) => {
          const text = actionText(view, lang, action);
          const tick = action[0]?.tick ?? 0;
          return (
            <li key={i}>
              <Button className="change-tick" onPress={() => jumpAndSay(tick)}>
                {t.atTick(formatCount(lang, tick))}
              </Button>
              <span>{text}</span>
              <Button className="tool" aria-label={t.removeChange(text)} onPress={() => removeAndSay(action)}>
                ×
              </Button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
