// The field that opens in a cell: a choice where there are words for codes, else text, several lines where they fit.
import { make } from "../island";
import { say } from "../words";
import type { Column, Table } from "./table";

export type Way = "down" | "up" | "right" | "left" | "all" | "stay";

const LINES = new Set(["comment", "reason", "evidence"]);

/** Open a field in *cell* that begins with *value*; *done* gets what was typed and where to go, null for nothing. */
export function open(cell: HTMLElement, table: Table, column: Column, value: string, label: string, done: (value: string | null, way: Way) => void): HTMLElement {
  const field = fieldOf(table, column, value);
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
  cell.append(field);
  cell.classList.add("entering");
  cell.parentElement?.classList.add("entering");
  field.focus({ preventScroll: true });
  if (!(field instanceof HTMLSelectElement)) field.setSelectionRange(field.value.length, field.value.length);
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
    area.addEventListener("input", grow);
    queueMicrotask(grow);
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

/** Choose the first choice that begins with *letter*, and the words that follow in it. */
export function chooseBy(select: HTMLSelectElement, letter: string): void {
  const found = [...select.options].find((option) => option.value && option.text.toLowerCase().startsWith(letter.toLowerCase()));
  if (found) select.value = found.value;
}
