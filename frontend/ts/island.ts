// Islands: small pieces of behaviour bound to elements by a selector, once each, also after htmx swaps.

export interface Island {
  /** Which elements it is bound to. */
  readonly on: string;
  /** Bind it to one element. */
  bind(element: HTMLElement): void | Promise<void>;
}

const bound = new WeakMap<Island, WeakSet<Element>>();

/** Bind every one of *islands* to the elements of the document that it is not bound to yet. */
export function bindAll(islands: readonly Island[]): void {
  for (const island of islands) {
    let known = bound.get(island);
    if (!known) bound.set(island, (known = new WeakSet()));
    for (const element of document.querySelectorAll<HTMLElement>(island.on)) {
      if (known.has(element)) continue;
      known.add(element);
      void island.bind(element);
    }
  }
}

/** An island whose module is fetched when the first element of its kind appears. */
export function lazy(on: string, load: () => Promise<{ bind(element: HTMLElement): void | Promise<void> }>): Island {
  return { on, bind: async (element) => (await load()).bind(element) };
}

/** Return an element made of a tag, properties and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) if (value !== undefined) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
