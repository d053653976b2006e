/** All shortcuts, from the action table: "?". */
import { useTranslation } from 'react-i18next';
import { closeDialog } from '../state/window.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Keys } from '../ui/keys.tsx';
import { actionIds, actionOf } from './actions.ts';
import styles from './shortcut-help.module.css';

const groups = ['move', 'message', 'mail', 'program'] as const;

export function ShortcutHelp() {
  const { t } = useTranslation();
  return (
    <Dialog open size="medium" title={t('actions.helpTitle')} onClose={closeDialog}>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group}>
            <h3 className={styles.heading}>{t(`actions.groups.${group}`)}</h3>
            <dl>
              {actionIds
                .map(actionOf)
                .filter((action) => action.group === group && action.shown !== undefined)
                .map((action) => (
                  <div key={action.label} className={styles.line}>
                    <dt>{t(action.label)}</dt>
                    <dd>
                      <Keys keys={action.shown ?? ''} />
                      <span className="visually-hidden">{action.shown}</span>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
