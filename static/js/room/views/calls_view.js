import { element } from "./element.js";

/** What waits for the reader alone: each piece with its words and the way to it. Nobody else's page has it. */
export class CallsView {
  #path;
  #node = document.getElementById("calls");
  #put = new Set(); // pieces that the reader put away

  /** `path` tells what waits. */
  constructor(path) {
    this.#path = path;
    for (const piece of this.#node.querySelectorAll("[data-call]")) this.#closable(piece, piece.dataset.call);
  }

  /** Something may have come. */
  async look() {
    const answer = await fetch(this.#path).catch(() => null);
    if (!answer?.ok) return; // the next call, or the next page, brings it
    const { calls } = await answer.json();
    this.#node.replaceChildren(...calls.filter(({ id }) => !this.#put.has(id)).map((call) => this.#piece(call)));
    this.#node.hidden = this.#node.childElementCount === 0;
  }

  /** There is no room behind this page any more. */
  end() {
    this.#node.replaceChildren();
    this.#node.hidden = true;
  }

  #piece({ id, words, path, way }) {
    const link = element("a", { class: "button button--quiet", href: path, text: way });
    const node = element("li", { class: "notice call" }, [element("p", { text: words }), link]);
    this.#closable(node, id);
    return node;
  }

  #closable(node, id) {
    const close = element("button", { class: "button button--text", type: "button", text: this.#node.dataset.close });
    close.addEventListener("click", () => {
      this.#put.add(id);
      node.remove();
      this.#node.hidden = this.#node.childElementCount === 0;
    });
    node.append(close);
  }
}
