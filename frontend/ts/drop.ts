// Drop zones: files dropped on `.drop` go into its file input. Folders are to be zipped; sizes are checked before.
import { make, type Island } from "./island";
import { say } from "./words";

export const drop: Island = {
  on: ".drop:has(input[type=file])",
  bind(zone) {
    const input = zone.querySelector<HTMLInputElement>("input[type=file]");
    if (!input) return;
    let inside = 0;
    const over = (on: boolean) => zone.classList.toggle("over", on);
    zone.addEventListener("dragenter", (event) => (event.preventDefault(), (inside += 1), over(true)));
    zone.addEventListener("dragover", (event) => event.preventDefault());
    zone.addEventListener("dragleave", () => over((inside -= 1) > 0));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      over(((inside = 0), false));
      take(zone, input, event.dataTransfer);
    });
    input.addEventListener("change", () => list(zone, input));
    if (zone.dataset.page !== undefined) takePage(zone, input);
  },
};

/** With `data-page`, files dropped beside the zone count as well instead of replacing the page. */
function takePage(zone: HTMLElement, input: HTMLInputElement): void {
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (zone.isConnected) take(zone, input, event.dataTransfer);
  });
}

function take(zone: HTMLElement, input: HTMLInputElement, data: DataTransfer | null): void {
  if (!data?.files.length) return;
  const folder = [...data.items].some((item) => item.webkitGetAsEntry()?.isDirectory);
  if (folder) return tell(zone, say("This is a folder. Make a zip file of it and drop that.", "フォルダーはそのままでは受け付けられません。ZIPファイルにしてからドロップしてください。"));
  if (data.files.length > 1 && !input.multiple) {
    return tell(zone, say("One file at a time, please; several can be put into a zip file.", "一度に1ファイルだけです。複数のファイルはZIPにまとめてください。"));
  }
  input.files = data.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function list(zone: HTMLElement, input: HTMLInputElement): void {
  const files = [...(input.files ?? [])];
  const most = Number(zone.dataset.most ?? Infinity);
  const total = files.reduce((sum, file) => sum + file.size, 0);
  if (total > most) {
    input.value = "";
    return tell(zone, say("Too large: {size}, and {most} is the limit.", "サイズが大きすぎます: {size}(上限{most})。", { size: size(total), most: size(most) }));
  }
  tell(zone, "");
  zone.querySelector("ul")?.remove();
  if (!files.length) return;
  zone.append(make("ul", { "aria-live": "polite" }, ...files.map((file) => make("li", {}, `${file.name} (${size(file.size)})`))));
  if (zone.dataset.submit !== undefined) input.form?.requestSubmit();
}

function tell(zone: HTMLElement, words: string): void {
  let place = zone.querySelector<HTMLElement>(".error-text");
  if (!place) zone.append((place = make("p", { class: "error-text", role: "alert" })));
  place.textContent = words;
}

function size(bytes: number): string {
  return bytes < 1024 ** 2 ? `${Math.max(1, Math.round(bytes / 1024))} KiB` : `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}
