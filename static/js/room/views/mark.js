import { say } from "../words.js";
import { element } from "./element.js";

/** The one sign “new from here”. It belongs to a line, and comes and goes with it while the reader moves about. */
export class Mark {
  #node = element("li", { class: "line line--unread", text: say("unread") });
  #seq = null;

  /** The sign itself, when it is on the page. */
  get node() {
    return this.#node.isConnected ? this.#node : null;
  }

  /** Whether there is something to be marked, on the page or off it. */
  get placed() {
    return this.#seq !== null;
  }

  put(line) {
    this.#seq = Number(line.dataset.seq);
    line.before(this.#node);
  }

  /** This line was drawn. */
  drawn(line) {
    if (Number(line.dataset.seq) === this.#seq) line.before(this.#node);
  }

  /** This line is about to go. */
  leaves(line) {
    if (Number(line.dataset.seq) === this.#seq) this.#node.remove();
  }

  clear() {
    this.#seq = null;
    this.#node.remove();
  }
}
