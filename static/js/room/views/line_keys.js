const STEPS = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" };
const ENDS = { Home: "firstElementChild", End: "lastElementChild" };

/**
 * The talk by keyboard: arrows go from line to line, Home and End to the first and the last, Enter opens what can be
 * done, Escape goes to where one writes. Tab knows the buttons of one line only, or there would be hundreds to pass.
 */
export class LineKeys {
  #scroller = document.getElementById("scroller");
  #node;
  #leave;
  #current = null; // the line whose buttons Tab meets
  #visited = false; // by the reader; until then it is the newest

  constructor({ node, leave }) {
    this.#node = node;
    this.#leave = leave;
    this.#scroller.addEventListener("keydown", (event) => this.#key(event));
    node.addEventListener("focusin", (event) => this.#visit(event.target.closest("#lines > .line")));
    node.addEventListener("focusout", (event) => this.#left(event.relatedTarget));
  }

  /** A line was added at the end. */
  came(line) {
    if (this.#visited && this.#current.isConnected) return;
    this.#visited = false;
    this.#take(line);
  }

  /** A line was drawn again: whatever of it had the focus has it still. */
  replace(old, fresh) {
    const held = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(fresh);
    if (old === this.#current) this.#take(fresh);
    if (held) (counterpart(held, fresh) ?? fresh).focus({ preventScroll: true });
  }

  goTo(line) {
    if (!line) return;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
  }

  #visit(line) {
    this.#visited = true;
    this.#take(line);
  }

  /** Who comes back from where one writes comes to the newest line. */
  #left(other) {
    if (this.#scroller.contains(other)) return;
    this.#visited = false;
    this.#take(this.#node.lastElementChild);
  }

  #take(line) {
    this.#allow(this.#current, false);
    this.#current = line;
    this.#allow(line, true);
  }

  #allow(line, on) {
    for (const each of line?.querySelectorAll("button") ?? []) each.tabIndex = on ? 0 : -1;
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const line = event.target.closest("#lines > .line");
    if (event.key === "Escape") this.#leave();
    else if (event.key === "Enter" && event.target === line) line.querySelector(".line__more")?.click();
    else if (event.key in STEPS || event.key in ENDS) this.#move(event, line);
  }

  #move(event, line) {
    const next = event.key in ENDS ? this.#node[ENDS[event.key]] : this.#next(line, STEPS[event.key]);
    if (!next || (line && this.#reachesBeyond(line, event.key))) return;
    event.preventDefault();
    this.goTo(next);
  }

  /** From the talk as a whole one comes to a line that is in view. */
  #next(line, step) {
    let next = line ? line[step] : this.#inView(step);
    while (next && !next.dataset.seq) next = next[step];
    return next;
  }

  #inView(step) {
    const view = this.#scroller.getBoundingClientRect();
    const seen = [...this.#node.children].filter((line) => {
      const { top, bottom } = line.getBoundingClientRect();
      return top < view.bottom && bottom > view.top;
    });
    return step === STEPS.ArrowUp ? seen.at(-1) : seen[0];
  }

  /** A line that is longer than the screen is read to its end first: the browser scrolls. */
  #reachesBeyond(line, key) {
    const [box, view] = [line.getBoundingClientRect(), this.#scroller.getBoundingClientRect()];
    if (key === "ArrowDown") return Math.floor(box.bottom) > view.bottom;
    return key === "ArrowUp" && Math.ceil(box.top) < view.top;
  }
}

function counterpart(held, fresh) {
  const name = held.classList[0];
  return held.matches(".line") ? fresh : fresh.querySelector(`.${name}`);
}
