// A link to something that is folded away unfolds it; so does an address that names it.
import type { Island } from "./island";

export const unfold: Island = {
  on: "a[data-unfold]",
  bind(link) {
    link.addEventListener("click", () => open((link as HTMLAnchorElement).hash));
  },
};

/** Unfold what the address names. To be called once. */
export function listen(): void {
  open(location.hash);
  window.addEventListener("hashchange", () => open(location.hash));
}

function open(hash: string): void {
  if (hash.length < 2) return;
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  const fold = target?.querySelector<HTMLDetailsElement>(":scope > details");
  if (fold) fold.open = true;
}
