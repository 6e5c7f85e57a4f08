/** What the last step changed, in one line, for eyes and for screen readers. */
import { useEffect, useState } from 'react';
import { useChoice } from '../charts/hooks.ts';
import { onSaid } from './say.ts';

export function ChangeLine() {
  const lang = useChoice((now) => now.lang);
  const playing = useChoice((now) => now.playing);
  const [said, setSaid] = useState({ line: '', lang });
  useEffect(() => onSaid((line, spoken) => setSaid({ line, lang: spoken })), []);
  return (
    <p className="change-line" role="status" aria-live="polite">
      {playing || said.lang !== lang ? '' : said.line}
    </p>
  );
}
