/** Links that do not open by themselves: one that is refused, and one that needs its sender's file. */
import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from '../charts/hooks.ts';
import { formatSi } from '../i18n/format.ts';
import type { Dictionary } from '../i18n/en.ts';
import { openWanted } from './arrive.ts';
import type { LinkFault } from './check-run.ts';
import { useShare } from './Notes.tsx';
import { share } from './store.ts';
import { Sheet } from '../controls/Sheet.tsx';

export function LinkFaultDialog() {
  const { t } = useWords();
  const fault = useShare((now) => now.fault);
  return (
    <Sheet
      title={t.share.faultTitle}
      isOpen={fault !== null}
      onClose={() => share.setState({ fault: null })}
      alerts
    >
      <p>{fault?.running ? t.rejectedNote : t.share.faultNote}</p>
      {fault ? (
        <ol className="issues">
          <li>
            <code>{fault.place}</code>
            <p>{messageOf(fault, t)}</p>
            <p className="quiet">{t.share.cures[fault.code]}</p>
          </li>
        </ol>
      ) : null}
      <Button slot="close" className="action" autoFocus>
        {t.close}
      </Button>
    </Sheet>
  );
}

function messageOf(fault: LinkFault, { share: { faults } }: Dictionary): string {
  if (fault.code === 'version') return faults.version(fault.found);
  if (fault.code === 'value') return faults.value(fault.found, fault.wanted);
  return faults[fault.code];
}

export function WantedFileDialog() {
  const { t, lang } = useWords();
  const wanted = useShare((now) => now.wanted);
  const input = useRef<HTMLInputElement>(null);
  const base = wanted && 'file' in wanted.run.base ? wanted.run.base : null;
  return (
    <Sheet
      title={t.share.wantedTitle}
      isOpen={wanted !== null}
      onClose={() => share.setState({ wanted: null })}
    >
      {base ? <p>{t.share.wanted(base.file, formatSi(lang, base.bytes, 'B'))}</p> : null}
      {wanted?.mismatch ? (
        <p className="bad" role="alert">
          {t.share.mismatch(wanted.mismatch)}
        </p>
      ) : null}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t.share.choose}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          if (chosen && wanted) void openWanted(wanted.run, chosen);
        }}
      />
      <div className="actions">
        <Button className="action primary" autoFocus onPress={() => input.current?.click()}>
          {t.share.choose}
        </Button>
        <Button slot="close" className="action">
          {t.close}
        </Button>
      </div>
    </Sheet>
  );
}
