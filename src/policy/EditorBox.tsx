/** The editor in the page: made once, and kept true to the text and the problem. */
import { useEffect, useRef } from 'react';
import { useWords } from '../charts/hooks.ts';
import { createEditor, type Editor } from './editor.ts';
import type { Problem } from './store.ts';

type Props = { text: string; problem: Problem | null; onText(text: string): void; onLeave(): void };

export function EditorBox({ text, problem, onText, onLeave }: Props) {
  const { t } = useWords();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(null);
  const handlers = useRef({ text, onText, onLeave });
  useEffect(() => {
    handlers.current = { text, onText, onLeave };
  });
  useEffect(() => {
    const made = createEditor(host.current!, handlers.current.text, {
      onText: (next) => handlers.current.onText(next),
      onLeave: () => handlers.current.onLeave(),
    });
    editor.current = made;
    return () => made.close();
  }, []);
  useEffect(() => editor.current?.show(text), [text]);
  useEffect(() => editor.current?.mark(problem), [problem]);
  useEffect(() => editor.current?.call(t.policy.editor), [t]);
  // It takes the focus for what is in its shadow, which the dialog around it does not see.
  return <div ref={host} className="policy-editor" tabIndex={0} />;
}
