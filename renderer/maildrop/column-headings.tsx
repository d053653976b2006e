/** The names of the columns, each sorting by it. They stand over the list, outside of it: a listbox holds nothing but its options. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { nextOrder } from './maildrop-order.ts';
import type { Column, Order } from './maildrop-order.ts';
import styles from './maildrop.module.css';

const columns: readonly Column[] = ['sender', 'subject', 'state', 'date', 'size'];

interface ColumnHeadingsProps {
  readonly order: Order;
  readonly onSort: (order: Order) => void;
}

export function ColumnHeadings({ order, onSort }: ColumnHeadingsProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.headings}>
      <span />
      {columns.map((column) => {
        const sorted = order.by === column;
        const name = t('maildrop.sortBy', { column: t(`maildrop.column.${column}`) });
        const way = t(order.falling ? 'maildrop.falling' : 'maildrop.rising');
        return (
          <button
            key={column}
            type="button"
            className={styles.heading}
            data-column={column}
            aria-pressed={sorted}
            aria-label={sorted ? `${name}, ${way}` : name}
            onClick={() => onSort(nextOrder(order, column))}
          >
            <span>{t(`maildrop.column.${column}`)}</span>
            {sorted ? order.falling ? <ArrowDown aria-hidden="true" /> : <ArrowUp aria-hidden="true" /> : null}
          </button>
        );
      })}
    </div>
  );
}
