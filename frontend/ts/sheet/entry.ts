// The field that opens in a cell: a choice where there are words for codes, else text, several lines where they fit.
// A field for text waits unseen in the active cell already, so that an input method composes from the first key on.
import { make } from "../island";
import { say } from "../words";
import type { Column, Table } from "./table";

export type Way = "down" | "up" | "right" | "left" | "all" | "stay";

const LINES = new Set(["comment", "reason", "evidence"]);

/** Put a field into *cell* that waits unseen until something is written into it, of which *begun* is told. */
export function wait(cell: HTMLElement, table: Table, column: Column, label: string, begun: () => void): void {
  const field = fieldOf(table, column, "");
  field.dataset.waiting = "";
  field.tabIndex = -1;
  field.setAttribute("aria-label", label);
  for (const kind of ["compositionstart", "input"]) field.addEventListener(kind, () => field.dataset.waiting !== undefined && begun());
  field.addEventListener("blur", () => {
    if (field.dataset.waiting !== undefined && document.activeElement !== field) field.remove(); // else the window lost the focus
  });
  cell.append(field);
  field.focus({ preventScroll: true });
}

/**
 * Open a field in *cell* that begins with *value*, or with what is being written into the one that waits there;
 * *done* gets what was typed and where to go, null for nothing.
 */
export function open(cell: HTMLElement, table: Table, column: Column, value: string | undefined, label: string, done: (value: string | null, way: Way) => void): HTMLElement {
  const waiting = cell.querySelector<HTMLInputElement | HTMLTextAreaElement>("[data-waiting]");
  const field = waiting ?? fieldOf(table, column, value ?? "");
  if (waiting && value !== undefined && waiting.value !== value) waiting.value = value;
  delete field.dataset.waiting;
  field.dataset.entry = "";
  field.setAttribute("aria-label", label);
  let over = false;
  const finish = (typed: string | null, way: Way) => {
    if (over) return;
    over = true;
    cell.classList.remove("entering");
    cell.parentElement?.classList.remove("entering");
    field.remove();
    done(typed, way);
  };
  (field as HTMLElement).addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return; // Enter chooses a word of the input method
    const way = wayOf(event);
    if (!way) return addLine(event, field);
    event.preventDefault();
    finish(way === "cancel" ? null : field.value, way === "cancel" ? "stay" : way);
  });
  for (const kind of ["copy", "cut", "paste", "pointerdown", "dblclick"]) field.addEventListener(kind, (event) => event.stopPropagation());
  field.addEventListener("blur", () => finish(field.value, "stay"));
  if (!waiting) cell.append(field);
  cell.classList.add("entering");
  cell.parentElement?.classList.add("entering");
  field.focus({ preventScroll: true });
  if (value !== undefined && !(field instanceof HTMLSelectElement)) field.setSelectionRange(field.value.length, field.value.length);
  if (field instanceof HTMLTextAreaElement) field.dispatchEvent(new Event("sheet:size"));
  return field;
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function fieldOf(table: Table, column: Column, value: string): Field {
  const words = table.words[column.key];
  if (words) {
    const choices: [string, string][] = [["", say("– nothing –", "– 未記入 –")], ...Object.entries(words)];
    if (value !== "" && !(value in words)) choices.push([value, value]);
    const select = make("select", {}, ...choices.map(([code, word]) => make("option", { value: code }, word)));
    select.value = value;
    return select;
  }
  if (LINES.has(column.key)) {
    const area = make("textarea", { rows: "1" });
    area.value = value;
    const grow = () => (area.style.height = `${Math.max(34, Math.min(area.scrollHeight + 2, 170))}px`);
    for (const kind of ["input", "sheet:size"]) area.addEventListener(kind, grow);
    return area;
  }
  const input = make("input", { autocomplete: "off", spellcheck: "false" });
  if (column.key === "owner") input.setAttribute("list", "sheet-owners");
  if (column.key === "due" || column.key === "valid_until") input.placeholder = "2027-03-31";
  input.value = value;
  return input;
}

function wayOf(event: KeyboardEvent): Way | "cancel" | undefined {
  if (event.key === "Escape") return "cancel";
  if (event.key === "Tab") return event.shiftKey ? "left" : "right";
  if (event.key !== "Enter" || event.altKey) return undefined;
  return event.ctrlKey || event.metaKey ? "all" : event.shiftKey ? "up" : "down";
}

/** Alt+Enter begins a new line. */
function addLine(event: KeyboardEvent, field: HTMLElement): void {
  if (event.key !== "Enter" || !event.altKey || !(field instanceof HTMLTextAreaElement)) return;
  event.preventDefault();
  field.setRangeText("\n", field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input"));
}

/** Choose the first choice that begins with *letter*, or the one with that number. */
export function chooseBy(select: HTMLSelectElement, letter: string): void {
  const choices = [...select.options].filter(({ value }) => value);
  const found = choices.find(({ text }) => text.toLowerCase().startsWith(letter.toLowerCase())) ?? choices[Number(letter) - 1];
  if (found) select.value = found.value;
}
