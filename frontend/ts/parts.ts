// Parts of a page that are exchanged in place: links with `data-swap="#PART"` load their address and put that part of
// it where the part stands, and panels beside a picture that can be closed.
import { htmx } from "./htmx";
import type { Island } from "./island";

/** Load *address* and put its part *part* in the place of the one that stands here; the address bar follows. */
export function swapPart(address: string, part: string): void {
  const source = document.querySelector(part);
  if (!source) return void location.assign(address);
  const how = { source, target: part, select: part, swap: "outerHTML", push: "true" };
  void htmx.ajax("GET", address, how as Parameters<typeof htmx.ajax>[2]);
}

/** Load the panel at *address* into *target* and go there with the keyboard. */
export function loadPanel(address: string, source: HTMLElement, target: string): void {
  void htmx.ajax("GET", address, { source, target }).then(() => {
    document.querySelector<HTMLElement>(`${target} [data-panel-of]`)?.focus({ preventScroll: true });
  });
}

export const swaps: Island = {
  on: "a[data-swap]",
  bind: (link) => {
    link.addEventListener("click", (event) => {
      const part = link.dataset.swap;
      if (!part || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      swapPart((link as HTMLAnchorElement).href, part);
    });
  },
};

export const panels: Island = {
  on: "[data-close-panel]",
  bind: (button) => {
    button.addEventListener("click", () => {
      button.closest("[data-panel-of]")?.remove();
      const here = new URL(location.href);
      here.searchParams.delete("element");
      history.replaceState(history.state, "", here);
    });
  },
};
