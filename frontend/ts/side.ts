// The side navigation is folded where the window is narrow.
import type { Island } from "./island";

export const side: Island = {
  on: "details[data-side]",
  bind(element) {
    const narrow = matchMedia("(max-width: 68rem)");
    const fit = () => ((element as HTMLDetailsElement).open = !narrow.matches);
    fit();
    narrow.addEventListener("change", fit);
  },
};
