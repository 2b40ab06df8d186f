import { Deeds, putAway } from "./deeds.js";
import { known } from "./known.js";
import { Stretch } from "./stretch.js";
import { say, sayFirst } from "./words.js";
import { CallsView } from "./views/calls_view.js";
import { ComposerView } from "./views/composer_view.js";
import { HeaderView } from "./views/header_view.js";
import { LogView } from "./views/log_view.js";
import { Mark } from "./views/mark.js";
import { PendingView } from "./views/pending_view.js";
import { ReadAloud } from "./views/read_aloud.js";
import { Scroller } from "./views/scroller.js";
import { StatusView } from "./views/status_view.js";
import { WaitingView } from "./views/waiting_view.js";

/** The room's page: what `Room` tells is shown here, what the reader does goes to it. */
export class Page {
  #room = null;
  #set;
  #status = new StatusView();
  #scroller;
  #log;
  #stretch;
  #aloud;
  #concealed;
  #pending;
  #composer;
  #header;
  #waiting;
  #deeds;
  #calls;
  #over = false;

  /** `set` is the data of the room's header element. */
  constructor(set) {
    this.#set = set;
    this.#concealed = new Set(set.concealed.split(" "));
  }

  attach(room) {
    this.#room = room;
    const mark = new Mark();
    this.#scroller = new Scroller({ mark, moved: () => this.#moved(), toEnd: () => this.#stretch.newest() });
    this.#log = new LogView({
      room: known(room, this.#concealed),
      scroller: this.#scroller,
      mark,
      pace: Number(this.#set.announcedEvery) * 1_000,
      more: (entry) => this.#deeds.aboutLine(entry),
      leave: () => this.#composer.focus(),
    });
    const failed = () => this.#status.pass(say("past_failed"));
    this.#stretch = new Stretch({ room, log: this.#log, scroller: this.#scroller, mark, failed });
    this.#aloud = new ReadAloud({ language: this.#set.language, log: this.#log });
    this.#pending = new PendingView({
      again: (key) => room.outbox.again(key),
      change: (key) => this.#change(key),
      putAway: (key) => this.#putAway(room.outbox.take(key)),
    });
    this.#composer = new ComposerView({
      post: (text, { replyTo, note }) => this.#ask({ type: "post", text, reply_to: replyTo, note }),
      edit: (seq, text) => this.#ask({ type: "edit", seq, text }),
      typing: () => room.tellTyping.now(),
      look: this.#set.look,
    });
    const [set, concealed, composer, aloud] = [this.#set, this.#concealed, this.#composer, this.#aloud];
    this.#deeds = new Deeds({ room, set, concealed, composer, aloud });
    this.#header = new HeaderView({ you: room.you, more: (person) => this.#deeds.aboutPerson(person) });
    this.#calls = new CallsView(this.#set.calls);
    const waiting = document.getElementById("waiting");
    this.#waiting = waiting && new WaitingView(waiting);
    this.phase(room.speaking.phase, this.#set.startsAt);
    this.speaking(room.speaking);
  }

  get unsent() {
    return !this.#over && (this.#composer.draft !== "" || this.#room.outbox.unsent);
  }

  connection = (state, code) => {
    if (state === "ended") this.#end(code);
    else this.#status.connection(state);
  };

  speaking = ({ barredBy, mutedUntil }) => this.#composer?.show({ barredBy, mutedUntil, name: this.#set.name });

  typing = (people) => {
    const met = people.filter(({ id }) => !this.#concealed.has(id));
    this.#status.typing(met.map(({ name }) => name || say("somebody")));
  };

  phase = (name, endsAt) => {
    this.#header.phase(name);
    this.#waiting?.phase(name, endsAt);
  };

  called = () => this.#calls.look();
  here = (people) => this.#header.here(people);
  busy = () => this.#log.busy();

  added = (entry, how) => {
    this.#stretch.added(entry, how);
    this.#aloud.added(entry);
    this.#room.seen.soon();
  };

  /** What these lines reply to is known now. */
  quoted = (seqs) => {
    for (const seq of seqs) this.#log.redraw(this.#room.timeline.entry(seq));
  };

  acknowledged = (seq) => {
    this.#log.acknowledged(seq);
    this.#deeds.acknowledged(seq);
  };
  readUpTo = () => this.#scroller.readUpTo;

  pending = (lines) => this.#pending.show(lines);

  changed = (entry) => {
    this.#log.redraw(entry);
    if (!entry.gone) return;
    this.#composer.forget(entry.seq);
    this.#deeds.forget(entry.seq);
    this.#aloud.forget(entry.seq);
  };

  upToDate = ({ first }) => {
    this.#log.done();
    this.#stretch.show();
    if (first && this.#set.seen) this.#stretch.resumeAfter(Number(this.#set.seen));
    this.#room.seen.soon();
  };

  clear = () => {
    this.#deeds.closeAll();
    this.#aloud.stop();
    this.#stretch.clear();
  };

  refused = ({ frame, code }) => {
    const words = sayFirst([`error_${code}`, "error_other"]);
    if (["retract", "react"].includes(frame.type)) this.#status.pass(words);
    if (code === "too-long") this.#composer.refuse(words);
  };

  #end(code) {
    this.#over = [4401, 4403, 4404].includes(code);
    if (this.#over) this.#composer.clear();
    this.#header.end();
    this.#waiting?.end();
    this.#calls.end();
    this.#status.end(code, this.#set);
  }

  #moved() {
    this.#room.seen.soon();
    this.#stretch.look();
  }

  #ask(frame) {
    this.#room.outbox.ask(frame);
    if (frame.type === "post") this.#scroller.toBottom();
  }

  /** The server forgets a line that waited or came back. */
  #putAway(request) {
    if (request) putAway(this.#set.putAway, request.frame.id);
  }

  /** Take a line that was refused back to where it is written. */
  #change(key) {
    const request = this.#room.outbox.take(key);
    const frame = request?.frame;
    if (request?.words !== undefined) this.#putAway(request);
    const edited = this.#room.timeline.entry(frame?.seq);
    if (edited && !edited.gone) this.#composer.edit(edited, frame.text);
    else if (frame) this.#composer.restore(frame);
  }
}
