import { freshId } from "./text.js";

/** The quiet words, in the order in which they are shown. */
export const KINDS = ["listening", "recognise", "warmth", "breathe"];

/**
 * The quiet words under lines: how many of each there are, and which are one's own.
 * Requests go one at a time: the server may answer two at once in any order.
 */
export class Reactions {
  #counts = new Map(); // seq → number by kind
  #mine = new Map(); // seq → set of kinds, as the server has it
  #asked = []; // {id, seq, kind, on, flying, waiting}
  #send;
  #changed;
  #refused;
  #timer = 0;

  /** `send(frame)` says whether it went out; `changed(seq)` and `refused({frame, code})` are told. */
  constructor({ send, changed, refused }) {
    this.#send = send;
    this.#changed = changed;
    this.#refused = refused;
  }

  /** What `welcome` tells of the lines that it brings. */
  learn({ counts = {}, mine = {} }) {
    for (const [seq, kinds] of Object.entries(counts)) this.#counts.set(Number(seq), kinds);
    for (const [seq, kinds] of Object.entries(mine)) this.#mine.set(Number(seq), new Set(kinds));
  }

  /** What a part of the log tells of the lines that it brings; what was heard of them since is newer. */
  learnOlder({ counts, mine }) {
    for (const [seq, kinds] of Object.entries(counts)) if (!this.#counts.has(Number(seq))) this.#counts.set(Number(seq), kinds);
    for (const [seq, kinds] of Object.entries(mine)) if (!this.#mine.has(Number(seq))) this.#mine.set(Number(seq), new Set(kinds));
  }

  /** These lines are not on the page any more. */
  forget(seqs) {
    for (const seq of seqs) {
      this.#counts.delete(seq);
      this.#mine.delete(seq);
    }
  }

  count({ seq, kinds }) {
    this.#counts.set(seq, kinds);
    this.#changed(seq);
  }

  /** `{kind, count, own}` of every kind. What was just asked for shows at once. */
  of(seq) {
    return KINDS.map((kind) => {
      const own = this.#own(seq, kind);
      return { kind, own, count: Math.max(this.#counts.get(seq)?.[kind] ?? 0, own ? 1 : 0) };
    });
  }

  toggle(seq, kind) {
    const on = !this.#own(seq, kind);
    this.#asked = this.#asked.filter((each) => each.flying || each.seq !== seq || each.kind !== kind);
    this.#asked.push({ id: freshId(), seq, kind, on, flying: false });
    this.#changed(seq);
    this.flow();
  }

  /** Send the next, unless an answer or a moment is awaited. */
  flow() {
    const [next] = this.#asked;
    if (!next || next.flying || next.waiting) return;
    const { id, seq, kind, on } = next;
    next.flying = this.#send({ type: "react", id, seq, kind, on });
  }

  /** The socket is gone: setting a word once more does no harm. */
  interrupt() {
    for (const each of this.#asked) each.flying = each.waiting = false;
  }

  acked(id) {
    const done = this.#done(id);
    if (!done) return;
    const mine = this.#mine.get(done.seq) ?? new Set();
    if (done.on) mine.add(done.kind);
    else mine.delete(done.kind);
    this.#mine.set(done.seq, mine);
    this.#changed(done.seq);
    this.flow();
  }

  failed(id, code) {
    const done = this.#done(id);
    if (!done) return;
    this.#changed(done.seq);
    this.#refused({ frame: { type: "react" }, code });
    this.flow();
  }

  /** Not now: the same again after `wait` ms. */
  hold(id, wait) {
    const [first] = this.#asked;
    if (first?.id !== id) return;
    first.flying = false;
    first.waiting = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      first.waiting = false;
      this.flow();
    }, wait);
  }

  clear() {
    clearTimeout(this.#timer);
    this.#counts.clear();
    this.#mine.clear();
    this.#asked = [];
  }

  #own(seq, kind) {
    const last = this.#asked.findLast((each) => each.seq === seq && each.kind === kind);
    return last?.on ?? this.#mine.get(seq)?.has(kind) ?? false;
  }

  #done(id) {
    const done = this.#asked.find((each) => each.id === id);
    this.#asked = this.#asked.filter((each) => each !== done);
    return done;
  }
}
