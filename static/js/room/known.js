/** The agreements by their code, in their order. */
export const RULES = new Map(JSON.parse(document.getElementById("rules").textContent || "[]"));

/** What those who draw lines may look up: nothing of it can be changed by them. `concealed` is a set of public ids. */
export function known(room, concealed) {
  return {
    get you() {
      return room.you;
    },
    person: (id) => room.people.person(id),
    entry: (seq) => room.timeline.entry(seq),
    rule: (code) => RULES.get(code) ?? "",
    reactions: (seq) => room.reactions.of(seq),
    concealed: (id) => concealed.has(id),
  };
}
