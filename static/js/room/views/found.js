import { element } from "./element.js";

/** The places of such a finding are those of the content note, not of the line. */
export function isInNote({ id }) {
  return id.startsWith("note.");
}

/** What was found in a text, in its own words. */
export function quote(text, { start, end }) {
  return [...text].slice(start, end).join("");
}

/** A text with the places marked that the server found; they are counted in code points. */
export function marked(text, findings) {
  const points = [...text];
  const parts = [];
  let at = 0;
  for (const { start, end } of findings.filter((found) => !isInNote(found))) {
    if (start < at || start >= end) continue; // two kinds in one place
    parts.push(points.slice(at, start).join(""), element("mark", { text: points.slice(start, end).join("") }));
    at = end;
  }
  return [...parts, points.slice(at).join("")];
}

/** One sentence for each kind of thing that was found. */
export function hints(findings) {
  return [...new Set(findings.map(({ hint }) => hint))];
}
