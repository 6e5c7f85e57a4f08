/** One line of an inspector: a name, a value, and what is to be said beside it. */
import type { ReactNode } from 'react';

type Props = { name: string; children: ReactNode; note?: string | null };

export function Figure({ name, children, note }: Props) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figure">{children}</dd>
      <dd className="delta quiet">{note ?? ''}</dd>
    </div>
  );
}
