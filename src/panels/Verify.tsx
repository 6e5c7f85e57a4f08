/** The engine against answers from elsewhere, computed in this browser: expected, got, error. */
import { useChoice, useWords } from '../charts/hooks.ts';
import { Button } from 'react-aria-components';
import type { Check } from '../../workers/protocol.ts';
import { formatCount } from '../i18n/format.ts';
import { choices } from '../sim/sim.ts';
import { Sheet } from '../controls/Sheet.tsx';

export function VerifyDialog() {
  const { t, lang } = useWords();
  const verify = useChoice((now) => now.verify);
  const checks = verify?.state === 'done' ? verify.checks : [];
  const agreed = checks.filter(agrees).length;
  return (
    <Sheet
      title={t.verify.title}
      isOpen={verify !== null}
      onClose={() => choices.setState({ verify: null })}
      className="wide"
    >
      <p role="status">
        {verify?.state === 'running' ? t.verify.running : null}
        {verify?.state === 'failed' ? verify.message : null}
        {verify?.state === 'done'
          ? t.verify.done(formatCount(lang, agreed), formatCount(lang, checks.length))
          : null}
      </p>
      {checks.length > 0 ? <Checks checks={checks} /> : null}
      <Button slot="close" className="action" autoFocus>
        {t.close}
      </Button>
    </Sheet>
  );
}

function agrees({ error, allowed }: Check): boolean {
  return error <= allowed;
}

function Checks({ checks }: { checks: Check[] }) {
  const { t } = useWords();
  return (
    <div className="checks" tabIndex={0} role="region" aria-label={t.verify.title}>
      <table>
        <thead>
          <tr>
            {t.verify.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {checks.map((one) => (
            <tr key={`${one.rule} ${one.name}`}>
              <td>{one.rule}</td>
              <th scope="row">{one.name}</th>
              <td className="figure">{figure(one.expected, one.unit)}</td>
              <td className="figure">{figure(one.got, one.unit)}</td>
              <td className="figure">{one.error.toExponential(1)}</td>
              <td>{agrees(one) ? `✓ ${t.verify.agrees}` : `✗ ${t.verify.differs}`}</td>
              <td className="quiet">{one.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function figure(value: number, unit: string): string {
  return `${Number(value.toPrecision(9))}${unit === '' ? '' : `\u00a0${unit}`}`;
}
