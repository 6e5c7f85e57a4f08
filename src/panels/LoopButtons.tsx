/** The ends of the loop: from here, to here, and none. */
import { Button } from 'react-aria-components';
import { useChoice, useWords } from '../charts/hooks.ts';
import { loopHere, noLoop } from './loops.ts';

export function LoopButtons() {
  const { t } = useWords();
  const loop = useChoice((now) => now.loop);
  const ready = useChoice((now) => now.view !== null);
  const any = loop.from !== null || loop.to !== null;
  return (
    <div className="loop-buttons" role="group" aria-label={t.loop.title}>
      <Button
        className={loop.from === null ? 'tool' : 'tool on'}
        aria-label={t.loop.from}
        onPress={() => loopHere('from')}
        isDisabled={!ready}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M8 2.5H4.5v11H8M7.5 8H13M10.5 5.5L13 8l-2.5 2.5" />
        </svg>
      </Button>
      <Button
        className={loop.to === null ? 'tool' : 'tool on'}
        aria-label={t.loop.to}
        onPress={() => loopHere('to')}
        isDisabled={!ready}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M8 2.5h3.5v11H8M8.5 8H3M5.5 5.5L3 8l2.5 2.5" />
        </svg>
      </Button>
      <Button className={any ? 'tool' : 'tool absent'} aria-label={t.loop.clear} onPress={noLoop}>
        ×
      </Button>
    </div>
  );
}
