/**
 * A hint on hover and keyboard focus.
 * `<Tooltip text="Archive" keys="E"><button aria-label="Archive">...</button></Tooltip>`
 * The hint repeats or explains; the child keeps its own accessible name. One `<TooltipProvider>` wraps the program.
 */
import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import { Keys } from './keys.tsx';
import styles from './tooltip.module.css';

interface TooltipProps {
  readonly text: ReactNode;
  /** A key or key sequence, as people read it: "E", "G I", "Ctrl K". */
  readonly keys?: string | undefined;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  readonly children: ReactElement<Record<string, unknown>>;
}

export function Tooltip({ text, keys, side = 'bottom', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} side={side} sideOffset={6} collisionPadding={8}>
          <Base.Popup className={styles.popup}>
            <span>{text}</span>
            {keys === undefined ? null : <Keys keys={keys} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return <Base.Provider delay={450}>{children}</Base.Provider>;
}
