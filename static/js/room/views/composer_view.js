import { LONGEST_LINE, LONGEST_NOTE, cleaned, codePoints } from "../models/text.js";
import { Early } from "../models/early.js";
import { say, sayFigure, sayTime } from "../words.js";
import { Bar } from "./bar.js";
import { isInNote, quote } from "./found.js";
import { gist } from "./gist.js";
import { Hint } from "./hint.js";
import { NoteField } from "./note_field.js";

const KEYBOARD = window.matchMedia("(hover: hover) and (pointer: fine)");

/** Where a line is written. It always says why it is closed; what stands in it is never thrown away. */
export class ComposerView {
  #form = document.getElementById("composer");
  #text = document.getElementById("composer-text");
  #send = document.getElementById("composer-send");
  #hint = new Hint(this.#form);
  #bar = new Bar({ cancelled: () => this.#cancel() });
  #note = new NoteField({ changed: () => this.#changed() });
  #early;
  #about = null; // {kind: "reply" or "edit", seq, name, gist, text}
  #kept = null; // what stood here before a line was changed: {text, about}
  #closed = false;

  /** `post(text, {replyTo, note})` and `edit(seq, text)` take what may go; `typing()` is told of every change; `look` is where a line is looked at. */
  constructor({ post, edit, typing, look }) {
    const token = this.#form.elements.csrfmiddlewaretoken.value;
    this.#early = new Early({ path: look, token, told: (findings) => this.#warn(findings) });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit({ post, edit });
    });
    this.#text.addEventListener("keydown", (event) => this.#key(event));
    this.#text.addEventListener("input", () => this.#typed(typing));
  }

  get draft() {
    return [this.#text.value, this.#kept?.text].filter(Boolean).join("\n").trim();
  }

  focus() {
    this.#text.focus();
  }

  /** `barredBy` is the protocol's word for why nobody, or this person, may speak now; null opens. */
  show({ barredBy, mutedUntil, name }) {
    this.#closed = barredBy !== null;
    this.#text.readOnly = this.#closed;
    this.#send.disabled = this.#closed;
    this.#form.classList.toggle("composer--closed", this.#closed);
    const open = say(KEYBOARD.matches ? "writing_as_keyboard" : "writing_as", { name });
    this.#hint.show(this.#closed ? say(`closed_${barredBy}`, { time: sayTime(mutedUntil) }) : open);
    this.#turn(this.#about);
  }

  /** Reply to somebody's line. */
  replyTo(entry, name) {
    this.#setAside();
    this.#turn({ kind: "reply", seq: entry.seq, name, gist: gist(entry) });
    this.#text.focus();
  }

  /** Change a line of one's own; what stands here comes back after it. */
  edit(entry, text = entry.text) {
    this.#setAside();
    this.#kept = { text: this.#text.value, about: this.#about };
    this.#turn({ kind: "edit", seq: entry.seq, gist: gist(entry), text: entry.text });
    this.#text.value = text;
    this.#text.focus();
  }

  /** The line has gone: its text may not stay here either. */
  forget(seq) {
    for (const about of [this.#about, this.#kept?.about]) if (about?.seq === seq) about.gist = say("quote_gone");
    this.#bar.show(this.#about);
  }

  /** Take a line back, above what stands here. */
  restore({ text, note }) {
    this.#setAside();
    this.#text.value = [text, this.#text.value].filter(Boolean).join("\n");
    if (note) this.#note.value = note;
    this.#text.focus();
  }

  refuse(words) {
    this.#hint.refuse(words);
  }

  clear() {
    this.#text.value = "";
    this.#note.value = undefined;
    this.#kept = null;
    this.#turn(null);
  }

  #submit({ post, edit }) {
    if (this.#closed) return;
    const text = cleaned(this.#text.value);
    const about = this.#about;
    const note = about?.kind === "edit" ? undefined : this.#note.value;
    if (text === "" || this.#tooLong("too_long", text, LONGEST_LINE)) return;
    if (note && this.#tooLong("note_too_long", note, LONGEST_NOTE)) return;
    if (about?.kind === "edit") this.#leave();
    else this.clear();
    this.#early.stop();
    this.#hint.settle();
    if (about?.kind !== "edit") post(text, { replyTo: about?.seq, note });
    else if (text !== about.text) edit(about.seq, text);
    this.#text.focus();
  }

  #tooLong(words, text, most) {
    const count = codePoints(text);
    if (count > most) this.refuse(say(words, { count: sayFigure(count), most: sayFigure(most) }));
    return count > most;
  }

  #cancel() {
    if (this.#kept) this.#leave();
    else this.#turn(null);
    this.#text.focus();
  }

  /** Something else comes in between: a change that was begun stays, as a text. */
  #setAside() {
    const changed = this.#kept && this.#text.value !== this.#about.text;
    this.#leave(changed ? this.#text.value : "");
  }

  /** No longer change a line: what stood here before is back, below `more`. */
  #leave(more = "") {
    if (!this.#kept) return;
    const { text, about } = this.#kept;
    this.#kept = null;
    this.#text.value = [more, text].filter(Boolean).join("\n");
    this.#turn(about);
  }

  #turn(about) {
    this.#about = about;
    this.#bar.show(about);
    this.#note.offer(!this.#closed && about?.kind !== "edit");
  }

  #key(event) {
    if (event.key === "Escape" && this.#about && !event.isComposing) this.#cancel();
    const asked = KEYBOARD.matches ? !event.shiftKey : event.ctrlKey || event.metaKey;
    if (event.key !== "Enter" || event.isComposing || !asked) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  #typed(typing) {
    this.#changed();
    if (!this.#closed && this.draft !== "") typing();
  }

  #changed() {
    this.#hint.settle();
    const note = this.#about?.kind === "edit" ? undefined : this.#note.value;
    if (!this.#closed) this.#early.typed({ text: cleaned(this.#text.value), note });
  }

  /** The first thing that would be found; the others come after it has been changed, or with the answer. */
  #warn([first]) {
    if (!first || this.#closed) return;
    const text = isInNote(first) ? (this.#note.value ?? "") : cleaned(this.#text.value);
    this.#hint.warn(say("early", { words: quote(text, first), hint: first.hint }));
  }
}
