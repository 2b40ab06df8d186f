const SHOWN = new Set(["message", "phase", "closed", "joined", "left", "notice"]);
const CHANGES = new Set(["edited", "retracted", "hidden"]);
const NOTHING = { added: null, changed: [] };

/** What this page keeps of the room's log: one part of it, each line once, with later changes laid over it. */
export class Timeline {
  floor = 0; // the highest number that was erased
  #entries = new Map(); // seq → entry of the part
  #quoted = new Map(); // seq → entry outside of the part that a line of it replies to
  #first = null; // the number with which the part begins
  #last = null;
  #awaited = 0; // parts of the log that are on their way
  #meanwhile = []; // changes to lines that are not here, since the first of them was asked for

  /** The newest number that was told, or null before the first welcome. */
  get last() {
    return this.#last;
  }

  get first() {
    return this.#first;
  }

  /** Whether there is nothing before what is kept. */
  get begins() {
    return this.#first === null || this.#first <= this.floor + 1;
  }

  entry(seq) {
    return this.#entries.get(seq) ?? this.#quoted.get(seq);
  }

  has(seq) {
    return this.#last !== null && seq <= this.#last;
  }

  clear() {
    this.begin();
    this.#last = null;
  }

  /** Keep nothing of the log, but know how far it was told. */
  begin() {
    this.#entries.clear();
    this.#quoted.clear();
    this.#first = null;
  }

  /** The log's head as the server told it, with everything up to there taken in. */
  reach(seq) {
    this.#last = Math.max(this.#last ?? 0, seq);
    this.#first ??= this.#last + 1;
  }

  /** Whether a live event follows without a gap. */
  follows(seq) {
    return this.#last === null || seq <= this.#last + 1;
  }

  /** Take one event in; returns the entry to add, if any, and the numbers of the lines that look different now. */
  take(event) {
    if (this.has(event.seq)) return NOTHING;
    this.#last = event.seq;
    this.#first ??= event.seq;
    if (CHANGES.has(event.kind)) return { added: null, changed: this.#heard(event) };
    if (!SHOWN.has(event.kind) || this.#entries.has(event.seq)) return NOTHING;
    return { added: this.#keep(event), changed: [] };
  }

  /** Whether more of the log is on its way. */
  get awaits() {
    return this.#awaited > 0;
  }

  /** More of the log is asked for: what changes until `enough()` is laid over it. */
  expect() {
    this.#awaited += 1;
  }

  enough() {
    this.#awaited -= 1;
    if (!this.awaits) this.#meanwhile = [];
  }

  /** Take in what was asked for; `first` when it comes before the rest. Returns the entries to show, in order. */
  lay({ events, changes }, { first = false } = {}) {
    if (first || this.#first === null) this.#first = events[0]?.seq ?? this.floor + 1;
    // What the socket has not told yet, it will tell.
    const fresh = events.filter(({ seq, kind }) => SHOWN.has(kind) && this.has(seq) && !this.#entries.has(seq));
    const entries = fresh.map((event) => this.#keep(event));
    for (const { seq } of entries) this.#quoted.delete(seq);
    this.#catchUp(changes);
    return entries;
  }

  /** Take in single lines that are replied to; returns the numbers of the replies. */
  quote({ events, changes }) {
    const wanted = events.filter(({ seq }) => !this.#entries.has(seq) && this.#repliesTo(seq).length > 0);
    for (const event of wanted) this.#quoted.set(event.seq, { ...event });
    this.#catchUp(changes);
    return wanted.flatMap(({ seq }) => this.#repliesTo(seq));
  }

  /** What lines of the part reply to and is not here. */
  get unquoted() {
    const named = [...this.#entries.values()].map((entry) => entry.reply_to);
    return [...new Set(named)].filter((seq) => seq !== undefined && seq > this.floor && !this.entry(seq));
  }

  /** The part goes on without these lines, at its beginning or at its end. */
  drop(seqs) {
    const gone = seqs.map((seq) => this.#entries.get(seq)).filter(Boolean);
    for (const { seq } of gone) this.#entries.delete(seq);
    for (const entry of gone) if (this.#repliesTo(entry.seq).length > 0) this.#quoted.set(entry.seq, entry);
    for (const seq of this.#quoted.keys()) if (this.#repliesTo(seq).length === 0) this.#quoted.delete(seq);
  }

  /** From now on the part begins with this number. */
  startAt(seq) {
    this.#first = seq;
  }

  #keep(event) {
    const entry = { ...event };
    this.#entries.set(event.seq, entry);
    return entry;
  }

  #catchUp(changes) {
    for (const event of [...changes, ...this.#meanwhile].sort((one, other) => one.seq - other.seq)) this.#change(event);
  }

  #heard(change) {
    if (this.awaits) this.#meanwhile.push(change);
    return this.#change(change);
  }

  #change(event) {
    const target = this.entry(event.refers_to);
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
    // Who was erased is nobody any more, also where the name was known before.
    if (event.kind === "retracted" && !event.by) delete target.by;
  }

  #repliesTo(seq) {
    return [...this.#entries.values()].filter((entry) => entry.reply_to === seq).map((entry) => entry.seq);
  }
}
