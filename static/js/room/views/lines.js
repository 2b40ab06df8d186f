import { LineKeys } from "./line_keys.js";

const PAUSE = 10 * 60_000; // ms of silence after which a line shows its time
const ALONE = { joined: false, paused: true };

/** The lines that are drawn, in the order of the log. They come and go at both ends. */
export class Lines {
  #node = document.getElementById("lines");
  #drawn = new Map(); // seq → its node, in order
  #view;
  #entry;
  #mark;
  #scroller;
  #keys;

  /** `view` draws a line, `entry(seq)` tells what it says; `leave()` goes out of the lines, to where one writes. */
  constructor({ view, entry, mark, scroller, leave }) {
    this.#view = view;
    this.#entry = entry;
    this.#mark = mark;
    this.#scroller = scroller;
    this.#keys = new LineKeys({ node: this.#node, leave });
  }

  get length() {
    return this.#drawn.size;
  }

  get seqs() {
    return [...this.#drawn.keys()];
  }

  /** The number of the last line, 0 when there is none. */
  get last() {
    return Number(this.#node.lastElementChild?.dataset.seq ?? 0);
  }

  of(seq) {
    return this.#drawn.get(seq);
  }

  append(entry) {
    const line = this.#view.draw(entry, placeAfter(this.#entry(this.last), entry));
    this.#node.append(line);
    this.#drawn.set(entry.seq, line);
    this.#mark.drawn(line);
    this.#keys.came(line);
    return line;
  }

  prepend(entries) {
    if (entries.length === 0) return;
    const [former] = this.#drawn;
    const fresh = new Map();
    for (const [place, entry] of entries.entries()) {
      fresh.set(entry.seq, this.#view.draw(entry, placeAfter(entries[place - 1], entry)));
    }
    this.#node.prepend(...fresh.values());
    if (former) this.#view.place(former[1], placeAfter(entries.at(-1), this.#entry(former[0])));
    this.#drawn = new Map([...fresh, ...this.#drawn]);
    for (const line of fresh.values()) this.#mark.drawn(line);
  }

  /** Take so many lines away at the beginning; gives their numbers. */
  dropFirst(count) {
    const gone = this.#drop(this.seqs.slice(0, count));
    const [first] = this.#drawn.values();
    if (first) this.#view.place(first, ALONE);
    return gone;
  }

  /** Take so many lines away at the end; gives their numbers. */
  dropLast(count) {
    return this.#drop(this.seqs.slice(-count));
  }

  empty() {
    return this.#drop(this.seqs);
  }

  redraw(entry) {
    const old = this.#drawn.get(entry.seq);
    const fresh = this.#view.draw(entry, this.#view.placeOf(old));
    this.#keys.replace(old, fresh);
    this.#drawn.set(entry.seq, fresh);
    this.#scroller.replaced(old, fresh);
  }

  focus(seq) {
    this.#keys.goTo(this.#drawn.get(seq));
  }

  #drop(seqs) {
    const lines = seqs.map((seq) => this.#drawn.get(seq));
    if (lines.some((line) => line.contains(document.activeElement))) this.#scroller.focus();
    for (const line of lines) {
      this.#mark.leaves(line);
      line.remove();
    }
    for (const seq of seqs) this.#drawn.delete(seq);
    return seqs;
  }
}

function placeAfter(before, entry) {
  if (!before) return ALONE;
  const paused = Date.parse(entry.at) - Date.parse(before.at) >= PAUSE;
  const same = before.kind === "message" && entry.kind === "message" && before.by === entry.by;
  return { joined: same && !paused, paused };
}
