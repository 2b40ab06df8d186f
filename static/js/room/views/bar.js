import { say } from "../words.js";

/** The bar above the composer: which line is replied to or changed, and the way out of that. */
export class Bar {
  #node = document.getElementById("bar");
  #about = document.getElementById("bar-about");
  #text = document.getElementById("bar-text");
  #cancel = document.getElementById("bar-cancel");

  constructor({ cancelled }) {
    this.#cancel.addEventListener("click", cancelled);
  }

  /** `{kind, name, gist}` with the kind `reply` or `edit`; null for none. */
  show(about) {
    this.#node.hidden = about === null;
    this.#about.textContent = about ? say(`about_${about.kind}`, about) : "";
    this.#text.textContent = about?.gist ?? "";
    this.#cancel.textContent = about ? say(`cancel_${about.kind}`) : "";
  }
}
