/** Which axes and figures are drawn. */
import { useWords } from '../charts/hooks.ts';
import type { SweepHead } from '../../workers/host/board/protocol.ts';
import { useBoard } from './hooks.ts';
import { nameOf } from './say.ts';
import { change, MOST_SHOWN } from './session.ts';

export function Shown({ head }: { head: SweepHead }) {
  const { t, lang } = useWords();
  const shown = useBoard((now) => now.shown);
  const all = head.dimensions.map((dimension, d) => ({ dimension, d }));
  const groups = [
    { title: t.board.axes, members: all.filter(({ dimension }) => dimension.metric === null) },
    { title: t.board.figures, members: all.filter(({ dimension }) => dimension.metric !== null) },
  ];
  const toggle = (d: number): void => {
    const next = shown.includes(d) ? shown.filter((one) => one !== d) : [...shown, d];
    change({ shown: next.sort((a, b) => a - b) });
  };
  return (
    <details className="board-shown">
      <summary>{t.board.shown}</summary>
      {groups.map(({ title, members }) => (
        <fieldset key={title}>
          <legend>{title}</legend>
          {members.map(({ dimension, d }) => {
            const on = shown.includes(d);
            // Two axes make a picture, and too many make none.
            const held = on ? shown.length <= 2 : shown.length >= MOST_SHOWN;
            return (
              <label key={dimension.name}>
                <input type="checkbox" checked={on} disabled={held} onChange={() => toggle(d)} />
                <span>
                  {nameOf(dimension, lang)}
                  {dimension.varies ? null : <small>{` · ${t.board.constant}`}</small>}
                </span>
              </label>
            );
          })}
        </fieldset>
      ))}
    </details>
  );
}
