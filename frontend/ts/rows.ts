// Rows of a form: `[data-rows]` holds records and a template; a button adds one more. How many were added is kept for
// this tab, so that what was typed into them can be put back. A proposal that somebody edits is ticked.
import type { Island } from "./island";

const PREFIX = "sanso-rows:";
const MARK = "__";

export const rows: Island = {
  on: "[data-rows]",
  bind(table) {
    const template = table.querySelector<HTMLTemplateElement>(":scope > template");
    const place = table.querySelector<HTMLElement>(":scope > [data-add]");
    const button = place?.querySelector<HTMLButtonElement>("button");
    if (!template || !place || !button) return;
    const key = `${PREFIX}${location.pathname}:${table.dataset.rows ?? ""}`;
    let added = 0;
    const add = (): HTMLElement | null => {
      const text = template.innerHTML.replaceAll(`.n${MARK}`, `.n${following(table)}`);
      template.insertAdjacentHTML("beforebegin", text);
      added += 1;
      return template.previousElementSibling as HTMLElement | null;
    };
    const before = Number(sessionStorage.getItem(key) ?? 0);
    if (!table.closest("form")?.querySelector("[aria-invalid]")) for (let n = 0; n < Math.min(before, 50); n += 1) add();
    sessionStorage.removeItem(key);
    place.hidden = table.closest("fieldset[disabled]") !== null;
    button.addEventListener("click", () => add()?.querySelector<HTMLElement>("input, select, textarea")?.focus());
    table.closest("form")?.addEventListener("submit", () => (added = 0));
    window.addEventListener("pagehide", () => added > 0 && table.isConnected && sessionStorage.setItem(key, String(added)));
    table.addEventListener("input", (event) => tick(event.target as HTMLElement));
  },
};

/** Return the number that the next new row of *table* gets. */
function following(table: HTMLElement): number {
  const numbers = [...table.querySelectorAll<HTMLInputElement>("[name]")].map(({ name }) => /\.n(\d+)\./.exec(name)?.[1]);
  return Math.max(-1, ...numbers.map((number) => (number === undefined ? -1 : Number(number)))) + 1;
}

/** Tick the proposal that *control* belongs to: whoever changes it wants to keep it. */
function tick(control: HTMLElement): void {
  const keep = control.closest(".record.offered")?.querySelector<HTMLInputElement>("legend input[type=checkbox]");
  if (keep && control !== keep) keep.checked = true;
}
