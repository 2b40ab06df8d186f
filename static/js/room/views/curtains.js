import { element } from "./element.js";

/** What stays closed until the reader opens it, and what was opened: a line that is drawn again stays as it was. */
export class Curtains {
  #opened = new Set();
  #moved;

  /** `moved()` is told when something opened or closed. */
  constructor({ moved }) {
    this.#moved = moved;
  }

  clear() {
    this.#opened.clear();
  }

  /** `content` behind a button that says `words`; `key` names it for as long as the talk is shown. */
  over(key, words, content) {
    const inside = element("div", {}, content);
    const opener = element("button", { type: "button", class: "line__opener", text: words });
    const show = (open) => {
      inside.hidden = !open;
      opener.setAttribute("aria-expanded", String(open));
    };
    show(this.#opened.has(key));
    opener.addEventListener("click", () => {
      if (!this.#opened.delete(key)) this.#opened.add(key);
      show(this.#opened.has(key));
      this.#moved();
    });
    return [opener, inside];
  }
}
