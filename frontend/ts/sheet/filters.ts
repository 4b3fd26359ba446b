// The filter of the sheet: its form, the address of the page and what hangs on that, kept alike.
import type { Filter } from "./table";

const NAMES = ["layer", "status", "organization", "requirement", "category", "owner", "due", "text", "sort", "down"] as const;

export class Filters {
  private timer = 0;
  sort = "";
  down = false;
  private readonly form = document.querySelector<HTMLFormElement>("form[data-sheet-filter]");

  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
    const asked = new URLSearchParams(location.search);
    this.sort = asked.get("sort") ?? "";
    this.down = asked.get("down") === "1";
    this.form?.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.apply(), 120);
    });
    this.form?.addEventListener("submit", (event) => (event.preventDefault(), this.apply()));
    this.form?.querySelector("[data-clear]")?.addEventListener("click", (event) => {
      event.preventDefault();
      for (const field of this.fields()) field.value = "";
      this.apply();
    });
    window.addEventListener("popstate", () => location.reload());
  }

  /** What is asked for now. */
  get now(): Filter {
    const found: Filter = {};
    for (const field of this.fields()) {
      const name = field.name as keyof Filter;
      if (field.value.trim()) found[name] = field.value.trim();
    }
    if (this.sort) found.sort = this.sort;
    if (this.sort && this.down) found.down = "1";
    return found;
  }

  /** Sort by a column: rising, falling, not at all. */
  turn(column: string): void {
    if (this.sort !== column) [this.sort, this.down] = [column, false];
    else if (!this.down) this.down = true;
    else [this.sort, this.down] = ["", false];
    this.apply();
  }

  private fields(): (HTMLInputElement | HTMLSelectElement)[] {
    const all = [...(this.form?.elements ?? [])] as (HTMLInputElement | HTMLSelectElement)[];
    return all.filter(({ name, type }) => type !== "hidden" && (NAMES as readonly string[]).includes(name));
  }

  private apply(): void {
    clearTimeout(this.timer);
    const asked = new URLSearchParams(location.search);
    const { now } = this;
    for (const name of [...NAMES, "page", "row", "saved", "with"]) asked.delete(name);
    for (const name of NAMES) if (now[name]) asked.set(name, now[name]);
    const query = asked.toString();
    const address = `${location.pathname}${query ? `?${query}` : ""}`;
    history.replaceState(history.state, "", address);
    for (const next of document.querySelectorAll<HTMLInputElement>("input[type=hidden][name=next]")) next.value = address;
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-download]")) {
      const wanted = new URLSearchParams(asked);
      wanted.set("table", "requirements");
      wanted.set("as", link.dataset.download ?? "csv");
      link.href = `${location.pathname}?${wanted}`;
    }
    const clear = this.form?.querySelector<HTMLElement>("[data-clear]");
    if (clear) clear.hidden = !Object.keys(now).some((name) => name !== "sort" && name !== "down");
    this.changed();
  }
}
