/** The keyboard of a WAI-ARIA tree, on the elements themselves: what can be seen is what can be walked. */

function visibleItems(tree: HTMLElement): HTMLElement[] {
  return [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')];
}

/** Moves the focus among the items of the tree; true when the key meant something. Items hide their children from the DOM. */
export function moveInTree(tree: HTMLElement, item: HTMLElement, key: string): boolean {
  const items = visibleItems(tree);
  const at = items.indexOf(item);
  const target = targetOf(items, item, at, key);
  if (target === undefined) return false;
  target.focus();
  return true;
}

function targetOf(items: readonly HTMLElement[], item: HTMLElement, at: number, key: string): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return items[at + 1];
    case 'ArrowUp':
      return items[at - 1];
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    case 'ArrowRight':
      return item.getAttribute('aria-expanded') === 'true' ? items[at + 1] : undefined;
    case 'ArrowLeft':
      // The group an item is in stands beside the item it belongs to.
      return item.closest('[role=group]')?.parentElement?.querySelector<HTMLElement>('[role=treeitem]') ?? undefined;
    default:
      return undefined;
  }
}
