// The list beside a picture: one stop of the tab key, arrow keys go through its items (`li[data-id]`), Enter chooses.

/** What the list asks of its picture. */
export interface Looker {
  look(id: string): void;
  choose(id: string): void;
  along(from: string, to: string): void;
}

export class Companion {
  private readonly list: HTMLElement;
  private readonly looker: Looker;

  constructor(list: HTMLElement, looker: Looker) {
    this.list = list;
    this.looker = looker;
    const [first, ...others] = this.items();
    if (first) first.tabIndex = 0;
    for (const other of others) other.tabIndex = -1;
    list.addEventListener("focusin", (event) => {
      if (!list.contains(event.relatedTarget as Node | null)) list.scrollIntoView({ block: "end" }); // the picture is above
      this.entered(event.target as HTMLElement);
    });
    list.addEventListener("keydown", (event) => this.key(event));
    list.addEventListener("click", (event) => this.clicked(event));
  }

  private items(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("li[data-id]:not([hidden]) > :is(a, button)")];
  }

  private entered(item: HTMLElement): void {
    this.show(item);
    const before = this.list.querySelector<HTMLElement>('[tabindex="0"]');
    if (before && before !== item) before.tabIndex = -1;
    item.tabIndex = 0;
  }

  /** Enlighten what an item is about: a mark, or the line between two (`data-from`, `data-to`). */
  private show(item: HTMLElement): void {
    const { from, to } = item.closest<HTMLElement>("li")?.dataset ?? {};
    if (from !== undefined && to !== undefined) this.looker.along(from, to);
    else this.looker.look(idOf(item));
  }

  private key(event: KeyboardEvent): void {
    const items = this.items();
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
    const to = next[event.key];
    if (event.key === "Escape") this.looker.look("");
    else if (to === undefined) return;
    else items[Math.max(0, Math.min(items.length - 1, to))]?.focus();
    event.preventDefault();
  }

  private clicked(event: MouseEvent): void {
    const item = (event.target as HTMLElement).closest<HTMLElement>("li[data-id] > :is(a, button)");
    if (!item || event.ctrlKey || event.metaKey || event.shiftKey) return;
    for (const other of this.items()) other.removeAttribute("aria-current");
    item.setAttribute("aria-current", "true");
    if (item.matches("[hx-get], [data-hx-get]")) return this.show(item);
    if (item instanceof HTMLAnchorElement && this.list.dataset.follow !== undefined) return;
    event.preventDefault();
    this.show(item);
    this.looker.choose(idOf(item));
  }
}

function idOf(item: HTMLElement): string {
  return item.closest<HTMLElement>("li[data-id]")?.dataset.id ?? "";
}
