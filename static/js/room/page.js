import { Deeds } from "./deeds.js";
import { say, sayFirst } from "./words.js";
import { ComposerView } from "./views/composer_view.js";
import { HeaderView } from "./views/header_view.js";
import { LogView } from "./views/log_view.js";
import { PendingView } from "./views/pending_view.js";
import { Scroller } from "./views/scroller.js";
import { StatusView } from "./views/status_view.js";

const RULES = new Map(JSON.parse(document.getElementById("rules").textContent || "[]"));

/** The room's page: what `Room` tells is shown here, what the reader does goes to it. */
export class Page {
  #room = null;
  #set;
  #status = new StatusView();
  #scroller;
  #log;
  #concealed;
  #pending;
  #composer;
  #header;
  #deeds;
  #over = false;

  /** `set` is the data of the room's header element. */
  constructor(set) {
    this.#set = set;
    this.#concealed = new Set(set.concealed.split(" "));
  }

  attach(room) {
    this.#room = room;
    const leads = this.#set.hide !== undefined;
    this.#scroller = new Scroller({
      node: document.getElementById("scroller"),
      button: document.getElementById("below"),
      moved: () => room.seen.soon(),
    });
    const more = (entry) => this.#deeds.aboutLine(entry);
    this.#log = new LogView({ room: this.#lookup(), scroller: this.#scroller, more });
    this.#pending = new PendingView({ again: (key) => room.outbox.again(key), change: (key) => this.#change(key) });
    this.#composer = new ComposerView({
      post: (text, { replyTo, note }) => this.#ask({ type: "post", text, reply_to: replyTo, note }),
      edit: (seq, text) => this.#ask({ type: "edit", seq, text }),
      typing: () => room.tellTyping.now(),
    });
    this.#deeds = new Deeds({ room, set: this.#set, concealed: this.#concealed, composer: this.#composer });
    this.#header = new HeaderView({ you: room.you, measure: leads ? (person) => this.#deeds.aboutPerson(person) : null });
    this.phase(room.speaking.phase);
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

  phase = (name) => this.#header.phase(name);
  here = (people) => this.#header.here(people);
  busy = () => this.#log.busy();
  added = (entry, how) => this.#log.add(entry, how);

  acknowledged = (seq) => {
    this.#log.acknowledged(seq);
    this.#deeds.acknowledged(seq);
  };
  readUpTo = () => this.#scroller.readUpTo;

  pending = (lines) => {
    this.#pending.show(lines);
    this.#scroller.keep();
  };

  changed = (entry) => {
    this.#log.redraw(entry);
    if (!entry.gone) return;
    this.#composer.forget(entry.seq);
    this.#deeds.forget(entry.seq);
  };

  settled = () => {
    this.#scroller.keep();
    this.#room.seen.soon();
  };

  upToDate = ({ first }) => {
    this.#log.done();
    if (first && this.#set.seen) this.#log.resumeAfter(Number(this.#set.seen));
    this.#room.seen.soon();
  };

  clear = () => {
    this.#deeds.closeAll();
    this.#log.clear();
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
    this.#status.end(code, this.#set);
  }

  #lookup() {
    const room = this.#room;
    return {
      get you() {
        return room.you;
      },
      person: (id) => room.people.person(id),
      entry: (seq) => room.timeline.entry(seq),
      rule: (code) => RULES.get(code) ?? "",
      reactions: (seq) => room.reactions.of(seq),
      concealed: (id) => this.#concealed.has(id),
    };
  }

  #ask(frame) {
    this.#room.outbox.ask(frame);
    if (frame.type === "post") this.#scroller.toBottom();
  }

  /** Take a line that was refused back to where it is written. */
  #change(key) {
    const frame = this.#room.outbox.take(key)?.frame;
    const edited = this.#room.timeline.entry(frame?.seq);
    if (edited && !edited.gone) this.#composer.edit(edited, frame.text);
    else if (frame) this.#composer.restore(frame);
  }
}
