/** What the last step changed, in one line, for eyes and for screen readers. */
import { useEffect, useState } from 'react';
import { onSaid } from '../sim/say.ts';
import { useChoice } from '../sim/sim.ts';

export function ChangeLine() {
  const [line, setLine] = useState('');
  const playing = useChoice((now) => now.playing);
  const lang = useChoice((now) => now.lang);
  useEffect(() => onSaid(setLine), []);
  useEffect(() => {
    setLine('');
  }, [playing, lang]);
  return (
    <p className="change-line" role="status" aria-live="polite">
      {line}
    </p>
  );
}
