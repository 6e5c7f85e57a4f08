/** Tells the controls which language their own words and numbers are in. */
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useChoice } from '../charts/hooks.ts';

export function Locale({ children }: { children: ReactNode }) {
  const lang = useChoice((now) => now.lang);
  return <I18nProvider locale={lang === 'zh' ? 'zh-CN' : 'en-GB'}>{children}</I18nProvider>;
}
