/** What was read of the scenario's job log, on one line; what was left out and why, on demand. */
import { useChoice, useWords } from '../charts/hooks.ts';

export function LogNotes() {
  const { t } = useWords();
  const notes = useChoice((now) => now.notes);
  const [read, ...left] = notes;
  if (!read) return null;
  return (
    <details className="panel log-notes">
      <summary>{t.logNotes(read.message)}</summary>
      <ul className="issues">
        {left.map((note, i) => (
          <li key={i}>
            <code>{note.path}</code>
            <p>{note.message}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
