import { Announcer } from "./announcer.js";
import { Curtains } from "./curtains.js";
import { LineView } from "./line_view.js";
import { Lines } from "./lines.js";

/** The log as it is seen and heard: what is said is drawn, and told when it is new. */
export class LogView {
  #log = document.getElementById("log");
  #nothing = document.getElementById("nothing-yet");
  #view;
  #scroller;
  #room;
  #curtains;
  #announcer;
  #live = false; // what comes is new: the reader was here before it
  lines;

  /** `pace` is the time between two announcements in ms; `more(entry)` opens a line's deeds, `leave()` leaves the log. */
  constructor({ room, scroller, mark, pace, more, leave }) {
    this.#room = room;
    this.#scroller = scroller;
    this.#curtains = new Curtains({ moved: () => scroller.keep() });
    this.#view = new LineView({ room, more, curtains: this.#curtains });
    this.#announcer = new Announcer({ pace, spoken: (entry) => this.spoken(entry) });
    this.lines = new Lines({ view: this.#view, entry: room.entry, mark, scroller, leave });
  }

  /** Many lines follow: assistive technology waits until `done()`. */
  busy() {
    this.#log.setAttribute("aria-busy", "true");
  }

  done() {
    this.#nothing.hidden = this.lines.length > 0;
    this.#log.setAttribute("aria-busy", "false");
    this.#scroller.keep();
    this.#live = true;
  }

  clear() {
    this.#live = false;
    this.#announcer.clear();
    this.#curtains.clear();
    this.lines.empty();
    this.#scroller.reset();
  }

  /** A line that has just come; `missed`: while the reader was without connection. */
  add(entry, { missed = false } = {}) {
    if (!this.#shows(entry)) return;
    const line = this.lines.append(entry);
    if (!this.#nothing.hidden) this.#nothing.hidden = true;
    if (this.#live) this.#announcer.add(entry);
    if (this.isByAnother(entry)) this.#scroller.arrives(line, { missed });
  }

  /** Lines that were said after those that are drawn. */
  append(entries) {
    for (const entry of this.#shown(entries)) this.lines.append(entry);
  }

  /** Lines that were said before those that are drawn. */
  prepend(entries) {
    this.lines.prepend(this.#shown(entries));
  }

  redraw(entry) {
    if (!this.lines.of(entry.seq)) return;
    if (entry.gone) this.#announcer.hush();
    this.lines.redraw(entry);
    this.#scroller.keep();
  }

  /** The quiet words under a line have changed, and nothing else. */
  acknowledged(seq) {
    this.lines.of(seq)?.querySelector(".line__counts")?.replaceWith(this.#view.counts(seq));
  }

  /** Mark the first line of another that is newer than `seq`. */
  markAfter(seq) {
    const unread = this.lines.seqs.find((each) => each > seq && this.isByAnother(this.#room.entry(each)));
    if (unread !== undefined) this.#scroller.mark(this.lines.of(unread));
  }

  /** As it is told when it comes; empty for what is not told. */
  spoken(entry) {
    const own = entry.kind === "message" && entry.by === this.#room.you;
    return own ? "" : this.aloud(entry);
  }

  /** As it is read aloud: no more than what is open to the eye. */
  aloud(entry) {
    return this.#view.aloud(entry);
  }

  isByAnother(entry) {
    return entry.kind === "message" && !entry.gone && entry.by !== this.#room.you;
  }

  #shown(entries) {
    return entries.filter((entry) => this.#shows(entry));
  }

  #shows(entry) {
    return entry.kind === "message" || this.#view.happening(entry) !== "";
  }
}
