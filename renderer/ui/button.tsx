/**
 * Buttons.
 * `<Button look="primary">Send</Button>`; looks: primary (one per view), plain (default), quiet (no border), danger.
 * `<IconButton label="Archive" icon={<Archive />} keys="E" hint="..." />`: an icon with an accessible name and a tooltip
 * (`hint` replaces the name in the tooltip when there is more to say).
 */
import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { Tooltip } from './tooltip.tsx';
import styles from './button.module.css';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly icon?: ReactNode;
}

export function Button({ look = 'plain', icon, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={clsx(styles.button, styles[look], className)}>
      {icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  readonly label: string;
  readonly icon: ReactNode;
  readonly keys?: string | undefined;
  readonly hint?: ReactNode;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
}

export function IconButton({ label, icon, keys, hint, side = 'bottom', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={hint ?? label} keys={keys} side={side}>
      <button type="button" {...rest} aria-label={label} className={clsx(styles.button, styles.quiet, styles.icon, className)}>
        {icon}
      </button>
    </Tooltip>
  );
}
