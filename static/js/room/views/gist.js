import { snippet } from "../models/text.js";
import { say } from "../words.js";

/** The beginning of a line where it is only mentioned; of one with a content note, no more than the note. */
export function gist(entry) {
  return entry.note ? say("note", { note: entry.note }) : snippet(entry.text);
}
