/** Build an element; text goes in as text, never as markup. */
export function element(tag, { text, ...attributes } = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
}

export function button(text, kind, deed) {
  const node = element("button", { type: "button", class: `button ${kind}`, text });
  node.addEventListener("click", deed);
  return node;
}

/** The small coloured shape that goes with a name. */
export function shape(person) {
  return tinted(element("span", { class: "shape", "aria-hidden": "true" }), person);
}

export function tinted(node, person) {
  if (Number.isFinite(person.hue)) node.style.setProperty("--hue", String(person.hue));
  return node;
}
