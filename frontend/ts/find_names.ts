// Names of a large model proposed while one types: the options of `datalist[data-find]` are asked for.
import { getJson } from "./http";
import type { Island } from "./island";
import { make } from "./island";

const PAUSE = 200;

interface Name {
  readonly id: string;
  readonly name: string;
}

export const findNames: Island = {
  on: "datalist[data-find]",
  bind(list) {
    let timer = 0;
    let last = "";
    document.addEventListener("input", (event) => {
      const field = event.target as HTMLInputElement;
      if (field.getAttribute?.("list") !== list.id || field.value === last) return;
      clearTimeout(timer);
      timer = window.setTimeout(() => void fill(list, (last = field.value)), PAUSE);
    });
  },
};

async function fill(list: HTMLElement, typed: string): Promise<void> {
  try {
    const found = await getJson<Name[]>(`${list.dataset.find}&q=${encodeURIComponent(typed)}`);
    list.replaceChildren(...found.map(({ id, name }) => make("option", { value: id }, name)));
  } catch {
    // without proposals the field still takes an id
  }
}
