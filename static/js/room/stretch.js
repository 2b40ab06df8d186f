import { Edges } from "./views/edges.js";

const MOST = 300; // lines on the page for who follows the talk
const SPARE = 100; // so many more before some are taken away

/** Which part of the log is on the page: its end, until the reader goes elsewhere. It never grows without bound. */
export class Stretch {
  #room;
  #log;
  #scroller;
  #mark;
  #failed;
  #edges = new Edges({ earlier: () => this.earlier(), later: () => this.later() });
  #end = null; // the last number of the part, when the talk has gone on without it
  #coming = []; // what comes while the way to the end is asked for
  #asking = false;
  #hurried = false; // the end of the talk is wanted as soon as the answer is there
  #tired = false; // asking was in vain: no more by itself
  #unreadAfter = null; // where the reader left off, when that is not on the page
  #turn = 0;

  /** `log`, `scroller` and `mark` show what `room` knows; `failed()` is told when more of the log could not be had. */
  constructor({ room, log, scroller, mark, failed }) {
    this.#room = room;
    this.#log = log;
    this.#scroller = scroller;
    this.#mark = mark;
    this.#failed = failed;
  }

  clear() {
    this.#turn += 1;
    this.#asking = this.#hurried = this.#tired = false;
    this.#coming = [];
    this.#unreadAfter = null;
    this.#openUp();
    this.#log.clear();
    this.show();
  }

  /** Go where the reader left off last time, when that is on the page; else it is marked once they read back so far. */
  resumeAfter(seq) {
    this.#unreadAfter = seq;
    this.#markUnread();
    this.#scroller.toMark();
  }

  /** A line has come. */
  added(entry, how) {
    if (this.#end === null && entry.seq > this.#log.lines.last) this.#log.add(entry, how);
    else if (this.#end !== null && this.#asking) this.#coming.push([entry, how]);
    else if (this.#end !== null) this.#passBy(entry);
    if (this.#end === null && this.#log.lines.length > MOST + SPARE) this.#trim();
  }

  /** Offer what lies before the part and after it. */
  show() {
    this.#edges.show({ before: !this.#room.timeline.begins, after: this.#end !== null, asking: this.#asking });
  }

  /** The reader moves: whoever comes near the end of the part reads on. */
  look() {
    if (this.#end !== null && this.#scroller.nearEnd && !this.#tired) this.later();
  }

  earlier() {
    return this.#ask({ voor: this.#room.timeline.first }, (part) => {
      const entries = this.#room.timeline.lay(part, { first: true });
      this.#log.prepend(entries);
      this.#scroller.keep();
      this.#log.lines.focus(entries.at(-1)?.seq);
      if (this.#log.lines.length > MOST + SPARE) this.#closeAfter(MOST);
      this.#markUnread();
    });
  }

  later() {
    return this.#ask({ na: this.#end }, (part) => {
      this.#log.append(this.#room.timeline.lay(part));
      this.#end = Math.min(part.events.at(-1)?.seq ?? this.#end, this.#room.timeline.last);
      if (!part.more) this.#join();
      this.#dropFirst(this.#log.lines.length - MOST);
    });
  }

  /** To the end of the talk, past what lies between. */
  newest() {
    this.#hurried = this.#asking;
    return this.#ask({}, (part) => {
      this.#forget(this.#log.lines.empty());
      this.#room.timeline.begin();
      this.#log.append(this.#room.timeline.lay(part));
      this.#join();
      this.#scroller.toBottom();
    });
  }

  /** One question at a time; `take(part)` gets the answer, unless the talk is not shown any more. */
  async #ask(query, take) {
    if (this.#asking) return;
    const turn = this.#turn;
    this.#asking = true;
    this.show();
    const came = await this.#room.past.ask(query, (part) => turn === this.#turn && take(part));
    if (turn !== this.#turn) return;
    this.#asking = false;
    this.#tired = !came;
    if (!came) this.#failed();
    for (const [entry] of this.#coming.splice(0)) this.#passBy(entry);
    this.show();
    if (this.#hurried) this.newest();
  }

  /** The part reaches the end of the talk again. */
  #join() {
    this.#openUp();
    for (const [entry, how] of this.#coming.splice(0)) this.added(entry, how);
  }

  #passBy(entry) {
    this.#room.past.forget([entry.seq]);
    if (this.#log.isByAnother(entry)) this.#scroller.passes();
  }

  /** Who follows the talk loses what is far above; who reads further up is not followed by new lines any more. */
  #trim() {
    if (this.#scroller.following) this.#dropFirst(SPARE);
    else this.#closeAfter(this.#log.lines.length);
    this.show();
  }

  #dropFirst(count) {
    if (count <= 0) return;
    this.#forget(this.#log.lines.dropFirst(count));
    this.#room.timeline.startAt(this.#log.lines.seqs[0]);
    this.#scroller.keep();
  }

  /** The part ends after so many lines. */
  #closeAfter(count) {
    const spare = this.#log.lines.length - count;
    if (spare > 0) this.#forget(this.#log.lines.dropLast(spare));
    this.#end = this.#log.lines.last;
    this.#scroller.open = false;
  }

  #openUp() {
    this.#end = null;
    this.#scroller.open = true;
  }

  #forget(seqs) {
    this.#room.past.forget(seqs);
  }

  #markUnread() {
    const { begins, first } = this.#room.timeline;
    if (this.#unreadAfter === null || (!begins && first > this.#unreadAfter + 1)) return;
    if (!this.#mark.placed) this.#log.markAfter(this.#unreadAfter);
    this.#unreadAfter = null;
  }
}
