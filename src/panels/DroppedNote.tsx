/** A quiet note of what the picture leaves out so that it keeps up; nothing while it is whole. */
import { useChoice, useWords } from '../charts/hooks.ts';

export function DroppedNote() {
  const { t, lang } = useWords();
  const dropped = useChoice((now) => now.dropped);
  const parts = dropped.map((what) => t.droppedParts[what]).join(lang === 'zh' ? '、' : ', ');
  return (
    <p className="dropped-note quiet" role="status">
      {parts && t.dropped(parts)}
    </p>
  );
}
