import { say, sayFirst } from "../words.js";
import { button, element } from "./element.js";
import { hints, marked } from "./found.js";

/** The reader's own lines that are not in the log yet: on their way, or held up with the reason and what can be done. */
export class PendingView {
  #list = document.getElementById("pending");
  #nodes = new Map(); // a line's key → its node
  #again;
  #change;
  #putAway;

  /** `again(key)` sends once more, `change(key)` takes the text back to the composer, `putAway(key)` lets it go. */
  constructor({ again, change, putAway }) {
    this.#again = again;
    this.#change = change;
    this.#putAway = putAway;
  }

  show(lines) {
    if (lines.length === 0 && this.#nodes.size === 0) return;
    const keys = new Set(lines.map((line) => line.key));
    for (const [key, node] of this.#nodes) if (!keys.has(key)) this.#forget(key, node);
    for (const line of lines) this.#put(line);
    this.#list.hidden = lines.length === 0;
  }

  #put(line) {
    const state = line.state === "queued" && line.waiting ? "later" : line.state;
    const known = this.#nodes.get(line.key);
    if (known?.dataset.state === state) return;
    const node = this.#draw(line, state);
    node.dataset.state = state;
    if (known) known.replaceWith(node);
    else this.#list.append(node);
    this.#nodes.set(line.key, node);
  }

  #forget(key, node) {
    node.remove();
    this.#nodes.delete(key);
  }

  #draw(line, state) {
    const { type, note, text } = line.frame;
    const found = state === "failed" ? (line.findings ?? []) : [];
    const node = element("li", { class: "line line--own line--pending" }, [
      ...(type === "edit" ? [element("p", { class: "line__note", text: say("edited") })] : []),
      ...(note ? [element("p", { class: "line__note", dir: "auto", text: say("note", { note }) })] : []),
      element("p", { class: "line__text", dir: "auto" }, marked(text, found)),
      element("p", { class: "line__state", text: this.#words(line, state) }),
      ...hints(found).map((hint) => element("p", { class: "line__hint", text: hint })),
    ]);
    if (state === "held" || line.words !== undefined) this.#offerBack(node, line, state);
    else if (state === "failed") this.#offer(node, line);
    return node;
  }

  #words(line, state) {
    if (state === "held") return sayFirst([`held_${line.why}`, "held_other"]);
    if (state !== "failed") return say(`state_${state}`);
    if (line.words !== undefined) return `${say("held_back")} ${say("held_words", { words: line.words })}`;
    return sayFirst([`error_${line.frame.type}_${line.code}`, `error_${line.code}`, "error_other"]);
  }

  /** A line that waits can be taken back; one that came back can also be said otherwise. */
  #offerBack(node, line, state) {
    const away = button(say(state === "held" ? "take_back" : "put_away"), "button--quiet", () => this.#putAway(line.key));
    const change = button(say("change"), "button--quiet", () => this.#change(line.key));
    node.append(element("div", { class: "line__deeds" }, state === "held" ? [away] : [change, away]));
  }

  #offer(node, line) {
    node.classList.add("line--failed");
    const found = line.findings ?? [];
    const change = button(say("change"), "button--quiet", () => this.#change(line.key));
    const again = button(say(found.length ? "like_this" : "again"), "button--quiet", () => this.#again(line.key));
    const goes = !found.some(({ hard }) => hard);
    node.append(element("div", { class: "line__deeds" }, found.length ? [change, ...(goes ? [again] : [])] : [again, change]));
  }
}
