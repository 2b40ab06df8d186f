const SHOWN = new Set(["message", "phase", "closed", "joined", "left", "notice"]);
const CHANGES = new Set(["edited", "retracted", "hidden"]);

/** The room's log as this page knows it: each number once, in order, with later changes laid over earlier lines. */
export class Timeline {
  #entries = new Map();
  #last = null;

  /** The newest number known, or null before the first welcome. */
  get last() {
    return this.#last;
  }

  entry(seq) {
    return this.#entries.get(seq);
  }

  has(seq) {
    return this.#last !== null && seq <= this.#last;
  }

  clear() {
    this.#entries.clear();
    this.#last = null;
  }

  /** The log's head as the server told it, with everything up to there taken in. */
  reach(seq) {
    this.#last = Math.max(this.#last ?? 0, seq);
  }

  /** Whether a live event follows without a gap. */
  follows(seq) {
    return this.#last === null || seq <= this.#last + 1;
  }

  /** Take one event in; returns the entry to add, if any, and the numbers of the lines that look different now. */
  take(event) {
    if (this.has(event.seq)) return { added: null, changed: [] };
    this.#last = event.seq;
    if (CHANGES.has(event.kind)) return { added: null, changed: this.#change(event) };
    if (!SHOWN.has(event.kind)) return { added: null, changed: [] };
    const entry = { ...event };
    this.#entries.set(event.seq, entry);
    return { added: entry, changed: [] };
  }

  #change(event) {
    const target = this.#entries.get(event.refers_to);
    if (!target) return [];
    if (event.kind === "edited") this.#edit(target, event);
    else this.#bury(target, event);
    return [target.seq, ...this.#repliesTo(target.seq)];
  }

  #edit(target, event) {
    if (event.gone === "edited") return;
    target.text = event.text;
    target.gone = event.gone;
    target.edited = event.text !== null;
  }

  #bury(target, event) {
    target.text = null;
    target.gone = event.kind;
    target.rule = event.rule;
    target.words = event.words;
    delete target.note;
  }

  #repliesTo(seq) {
    return [...this.#entries.values()].filter((entry) => entry.reply_to === seq).map((entry) => entry.seq);
  }
}
