import { shapeOf } from "../models/shape.js";

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = document.getElementById("room").dataset.shapes;
const DEGREES = 10; // of the colour circle for each class in shape.css

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

/** The small drawn shape that goes with a name. */
export function shape(person) {
  const node = document.createElementNS(SVG, "svg");
  node.classList.add("shape");
  node.setAttribute("aria-hidden", "true");
  const drawing = document.createElementNS(SVG, "use");
  drawing.setAttribute("href", `${SHAPES}#shape-${shapeOf(person.id)}`);
  node.append(drawing);
  return tinted(node, person);
}

/** Gives a node the colour of a person. */
export function tinted(node, person) {
  if (Number.isFinite(person.hue)) node.classList.add(`hue-${Math.floor(person.hue / DEGREES)}`);
  return node;
}
