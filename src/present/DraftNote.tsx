/** Over the bar of time: a story of one's own from an earlier visit is here again. */
import { useSyncExternalStore } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from '../charts/hooks.ts';
import { formatCount } from '../i18n/format.ts';
import { drafts, noticeDraft } from '../story/draft.ts';

export function DraftNote() {
  const { t, lang } = useWords();
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.getState().draft);
  if (!draft?.found) return null;
  const look = (): void => {
    noticeDraft();
    drafts.setState({ editing: 'list' });
  };
  return (
    <div className="panel note">
      <p role="status">{t.present.story.found(formatCount(lang, draft.scenes.length))}</p>
      <Button className="action primary" onPress={look}>
        {t.present.story.look}
      </Button>
      <Button className="tool" aria-label={t.close} onPress={noticeDraft}>
        ×
      </Button>
    </div>
  );
}
