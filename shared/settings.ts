/** What a person can set for the whole program; kept by lowdb, shown in the window. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  /** Pane widths in per cent, from left to right. */
  readonly panes: readonly [number, number, number];
  /** Seconds after which an opened message counts as read; 0 means at once. */
  readonly markReadAfter: number;
  /** Minutes between two checks of a POP account. */
  readonly popInterval: number;
}

export const defaultSettings: Settings = { theme: 'system', panes: [18, 32, 50], markReadAfter: 0, popInterval: 10 };
