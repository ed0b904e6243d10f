// Elements without a framework: one function that makes them, one that keeps a list of them up to date.

/** h("button", {class: "x", onclick: f}, "text", child): an element; empty properties and children are left out. */
export function h(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name === "style") node.style.cssText = value;
    else if (name === "testid") node.dataset.testid = value;
    else if (name in node && name !== "list") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return node;
}

/** Makes `parent` hold one node per item, in order; a node is made again only when its key's version changes. */
export function keyed(parent, items, { key, version, render }) {
  const known = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  items.forEach((item, place) => {
    const name = String(key(item));
    const mark = String(version(item));
    let node = known.get(name);
    if (node?.dataset.version !== mark) {
      node = render(item);
      node.dataset.key = name;
      node.dataset.version = mark;
    }
    if (parent.children[place] !== node) parent.insertBefore(node, parent.children[place] ?? null);
  });
  while (parent.children.length > items.length) parent.lastElementChild.remove();
}

/** Puts these children in the place of whatever was there. */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter((child) => child || child === 0));
  return parent;
}

/** The chosen value, or what `other` makes. */
export const pick = (table, name, other) => (Object.hasOwn(table, name) ? table[name] : other);
