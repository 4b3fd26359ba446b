// The palette (Ctrl+K): pages at once, elements and requirements from `data-source`, by name, with the arrow keys.
import { find, type Entry } from "./fuzzy";
import { getJson } from "./http";
import { make, type Island } from "./island";

const SHOWN = 40;

export const palette: Island = {
  on: "dialog[data-palette]",
  bind(element) {
    const dialog = element as HTMLDialogElement;
    const field = dialog.querySelector<HTMLInputElement>("input");
    const list = dialog.querySelector<HTMLElement>("ul");
    if (!field || !list) return;
    new Palette(dialog, field, list);
  },
};

class Palette {
  private readonly dialog: HTMLDialogElement;
  private readonly field: HTMLInputElement;
  private readonly list: HTMLElement;
  private entries: readonly Entry[] = pages();
  private fetched = false;
  private at = 0;

  constructor(dialog: HTMLDialogElement, field: HTMLInputElement, list: HTMLElement) {
    this.dialog = dialog;
    this.field = field;
    this.list = list;
    field.addEventListener("input", () => this.show());
    field.addEventListener("keydown", (event) => this.key(event));
    list.addEventListener("click", (event) => {
      const item = (event.target as HTMLElement).closest<HTMLElement>("li");
      if (item) this.go(item, event.ctrlKey || event.metaKey);
    });
    new MutationObserver(() => void this.opened()).observe(dialog, { attributeFilter: ["open"] });
  }

  private async opened(): Promise<void> {
    if (!this.dialog.open) return;
    this.field.value = "";
    this.show();
    const source = this.dialog.dataset.source;
    if (!source || this.fetched) return;
    this.fetched = true;
    try {
      const known = new Set(this.entries.map((entry) => entry.address));
      const found = await getJson<Entry[]>(source);
      this.entries = [...this.entries, ...found.filter((entry) => !known.has(entry.address))];
      this.show();
    } catch {
      this.fetched = false; // pages can be found all the same; asked again when it is opened again
    }
  }

  private show(): void {
    const found = find(this.entries, this.field.value, SHOWN);
    this.list.replaceChildren(
      ...found.map(({ title, note, address }, index) => {
        const item = make("li", { role: "option", id: `${this.list.id}-${index}`, "data-address": address }, make("bdi", {}, title));
        if (note) item.append(make("span", {}, note));
        return item;
      }),
    );
    const nothing = this.dialog.querySelector<HTMLElement>("[data-nothing]");
    if (nothing) nothing.hidden = found.length > 0;
    this.choose(0);
  }

  private choose(at: number): void {
    const items = [...this.list.children] as HTMLElement[];
    this.at = items.length ? (at + items.length) % items.length : 0;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === this.at)));
    const item = items[this.at];
    this.field.setAttribute("aria-activedescendant", item?.id ?? "");
    item?.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) this.choose(Math.abs(step) === 1 ? this.at + step : this.bounded(this.at + step));
    else if (event.key === "Escape") this.dialog.close();
    else if (event.key === "Enter") this.go(this.list.children[this.at] as HTMLElement | undefined, event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  }

  private bounded(at: number): number {
    return Math.max(0, Math.min(this.list.children.length - 1, at));
  }

  private go(item: HTMLElement | undefined, elsewhere: boolean): void {
    const address = item?.dataset.address;
    if (!address || new URL(address, location.href).origin !== location.origin) return;
    this.dialog.close();
    if (elsewhere) window.open(address, "_blank", "noopener");
    else location.assign(address);
  }
}

function pages(): Entry[] {
  return [...document.querySelectorAll<HTMLAnchorElement>("nav.side a[href]")].map((link) => ({
    title: link.textContent?.trim() ?? "",
    note: link.closest("section")?.querySelector("h2")?.textContent?.trim() ?? "",
    address: link.getAttribute("href") ?? "",
  }));
}
