/** Where a link of a message really goes, before anything opens. */
import { useTranslation } from 'react-i18next';
import { command } from '../api.ts';
import { showThrown } from '../state/failures.ts';
import { closeDialog, say } from '../state/window.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import styles from './dialogs.module.css';

export function LinkDialog({ url }: { readonly url: string }) {
  const { t } = useTranslation();
  const run = async (act: () => Promise<void>) => {
    try {
      await act();
      closeDialog();
    } catch (thrown) {
      showThrown(thrown);
    }
  };
  const copy = () =>
    run(async () => {
      await navigator.clipboard.writeText(url);
      say(t('link.copied'));
    });
  return (
    <Dialog
      open
      size="medium"
      title={t('link.title')}
      description={t('link.text')}
      onClose={closeDialog}
      actions={
        <>
          <Button onClick={() => void copy()}>{t('link.copy')}</Button>
          <Button look="primary" onClick={() => void run(() => command('link.open', url))}>
            {t('link.open')}
          </Button>
        </>
      }
    >
      {/* Direction-changing characters must not turn an address around. */}
      <p className={styles.address} dir="ltr" style={{ unicodeBidi: 'bidi-override' }}>
        {url}
      </p>
    </Dialog>
  );
}
