import { Choices } from "./models/choices.js";
import { Dialogs } from "./views/dialogs.js";

/** What the reader can do about a line or a person: which deeds are offered, and where each of them goes. */
export class Deeds {
  #room;
  #choices;
  #dialogs;

  /** `set` is the data of the room's header element, `concealed` a set of public ids. */
  constructor({ room, set, concealed, composer, aloud }) {
    const muted = new Set(set.muted?.split(" "));
    this.#room = room;
    this.#choices = new Choices({ speaking: room.speaking, you: () => room.you, concealed, muted });
    this.#dialogs = new Dialogs({
      paths: set,
      deeds: {
        reply: (entry) => composer.replyTo(entry, room.people.person(entry.by).name),
        edit: (entry) => composer.edit(entry),
        retract: (entry) => room.outbox.retract(entry.seq),
        read: (entry) => aloud.line(entry),
        "read-on": () => aloud.goOn(),
      },
      own: (seq) => room.reactions.of(seq).filter(({ own }) => own).map(({ kind }) => kind),
      toggle: (seq, kind) => room.reactions.toggle(seq, kind),
    });
  }

  aboutLine(entry) {
    this.#open({ entry, person: this.#room.people.person(entry.by) });
  }

  aboutPerson(person) {
    this.#open({ person });
  }

  /** The quiet words under a line have changed. */
  acknowledged(seq) {
    this.#dialogs.acknowledged(seq);
  }

  /** The line has lost its text. */
  forget(seq) {
    this.#dialogs.forget(seq);
  }

  closeAll() {
    this.#dialogs.closeAll();
  }

  #open(subject) {
    this.#dialogs.open({ ...subject, may: (deed) => this.#choices.may(deed, subject) });
  }
}

/** Ask the server to forget one's own line that waits or came back; when that fails the line is there again after loading. */
export async function putAway(path, id) {
  const token = document.getElementById("composer").elements.csrfmiddlewaretoken.value;
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, id });
  try {
    await fetch(path, { method: "POST", body, redirect: "manual", keepalive: true });
  } catch {
    // Nothing else hangs on it.
  }
}
