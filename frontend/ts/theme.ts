// Light or dark: `[data-theme-switch]` overrides the system's wish; a cookie remembers it, so the server renders it.
import type { Island } from "./island";

const COOKIE = "sanso-theme";
const YEAR = 365 * 24 * 3600;

export const theme: Island = {
  on: "[data-theme-switch]",
  bind(button) {
    button.addEventListener("click", () => {
      const next = current() === "dark" ? "light" : "dark";
      document.documentElement.dataset.theme = next;
      document.cookie = `${COOKIE}=${next}; Path=/; Max-Age=${YEAR}; SameSite=Lax`;
    });
  },
};

function current(): string {
  const chosen = document.documentElement.dataset.theme;
  return chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}
