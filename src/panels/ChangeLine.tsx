/** What the last step changed, in one line, for eyes and for screen readers; play ends what it says. */
import { useEffect, useState } from 'react';
import { useChoice } from '../charts/hooks.ts';
import { choices } from '../sim/sim.ts';
import { onSaid } from './say.ts';

export function ChangeLine() {
  const lang = useChoice((now) => now.lang);
  const playing = useChoice((now) => now.playing);
  const [said, setSaid] = useState({ line: '', lang });
  useEffect(() => {
    const stops = [
      onSaid((line, spoken) => setSaid({ line, lang: spoken })),
      choices.subscribe((now, before) => {
        if (now.playing && !before.playing) setSaid({ line: '', lang: now.lang });
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);
  return (
    <p className="change-line" role="status" aria-live="polite">
      {playing || said.lang !== lang ? '' : said.line}
    </p>
  );
}
