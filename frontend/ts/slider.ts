// The population slider: a logarithmic range, a number field and buttons that show the same count.
import type { Island } from "./island";

const FINE = 1000; // up to here every count is one's own, above two figures are enough

export const slider: Island = {
  on: "form[data-slider]",
  bind: (form) => {
    const range = form.querySelector<HTMLInputElement>("[data-slider-range]");
    const count = form.querySelector<HTMLInputElement>("[data-slider-count]");
    if (!range || !count) return;
    const least = Number(range.dataset.least);
    const ratio = Number(range.dataset.most) / least;
    const place = (): void => {
      const at = Math.log(Math.max(Number(count.value), least) / least) / Math.log(ratio);
      range.value = String(Math.round(at * Number(range.max)));
      range.setAttribute("aria-valuetext", Number(count.value).toLocaleString());
    };
    const tell = (): void => {
      place();
      count.dispatchEvent(new Event("change", { bubbles: true }));
    };
    range.addEventListener("input", (event) => {
      event.stopPropagation();
      count.value = String(round(least * ratio ** (Number(range.value) / Number(range.max))));
      range.setAttribute("aria-valuetext", Number(count.value).toLocaleString());
      count.dispatchEvent(new Event("input", { bubbles: true }));
    });
    range.addEventListener("change", (event) => event.stopPropagation());
    count.addEventListener("input", place);
    for (const button of form.querySelectorAll<HTMLButtonElement>("[data-slider-set]")) {
      button.addEventListener("click", (event) => {
        event.preventDefault();
        count.value = button.dataset.sliderSet ?? count.value;
        tell();
      });
    }
    place();
  },
};

function round(value: number): number {
  if (value < FINE) return Math.round(value);
  const unit = 10 ** (Math.floor(Math.log10(value)) - 2);
  return Math.round(value / unit) * unit;
}
