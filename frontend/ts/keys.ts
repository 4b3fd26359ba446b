// Keys of every page: Ctrl+K palette, `/` search, `g` and a letter to go to a page, `?` help.
import { openDialog } from "./dialogs";

const PATIENCE = 1500; // milliseconds in which the letter must follow `g`

/** Listen to the keys. To be called once. */
export function listen(): void {
  let going = -Infinity; // when `g` was pressed; a page's clock begins with 0
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      if (openDialog("palette")) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (isTyping(event.target) || document.querySelector("dialog:modal")) return;
    const soon = performance.now() - going < PATIENCE;
    going = -Infinity;
    if (soon && go(event.key)) event.preventDefault();
    else if (event.key === "g") going = performance.now();
    else if (event.key === "/" && search()) event.preventDefault();
    else if (event.key === "?" && openDialog("help")) event.preventDefault();
  });
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=checkbox],[type=radio],[type=range],[type=button]), textarea, select");
}

function go(letter: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`a[data-go="${CSS.escape(letter.toLowerCase())}"]`);
  link?.click();
  return link !== null;
}

function search(): boolean {
  const field = document.querySelector<HTMLInputElement>("main [data-search], main input[type=search]");
  field?.focus();
  field?.select();
  return field !== null;
}
