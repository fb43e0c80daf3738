// Keys, for whoever wants them: one letter does nothing while somebody types, and all of it can be switched off under "?".
const OFF = "hirewall-keys-off";
const rows = () => [...document.querySelectorAll("tbody tr:has(a)")];
const places = { q: "/cases", c: "/campaigns", a: "/audit", h: "/health" };
let at = -1;
let going = false;

function move(by) {
  const all = rows();
  if (!all.length) return;
  at = Math.min(all.length - 1, Math.max(0, at + by));
  all[at].querySelector("a").focus();
}

function help() {
  const old = document.getElementById("keys");
  if (old) return old.remove();
  const box = document.createElement("dialog");
  box.id = "keys";
  const say = (text) => Object.assign(document.createElement("p"), { textContent: text });
  box.append(
    say("j and k: down and up the list. Enter: open. x: pick."),
    say("/: search. g then q, c, a, h: cases, campaigns, audit, health."),
    say("a: take the case. r: ask the candidate. n: note. d: decide. u: undo."),
  );
  const off = document.createElement("button");
  off.textContent = localStorage.getItem(OFF) ? "Switch keys on" : "Switch keys off";
  off.onclick = () => { localStorage.getItem(OFF) ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"); box.remove(); };
  const close = Object.assign(document.createElement("button"), { textContent: "Close", className: "quiet", onclick: () => box.remove() });
  box.append(off, " ", close);
  document.body.append(box);
  box.showModal();
}

const reach = (id) => document.getElementById(id)?.focus();
const keys = {
  j: () => move(1),
  k: () => move(-1),
  x: () => rows()[at]?.querySelector("input[type=checkbox]")?.click(),
  "/": () => (location.pathname === "/search" ? reach("q") : location.assign("/search")),
  a: () => document.getElementById("take")?.click(),
  r: () => document.getElementById("ask")?.click(),
  n: () => reach("note"),
  d: () => document.querySelector("input[name=decision]")?.focus(),
  u: () => document.getElementById("undo")?.click(),
  g: () => { going = true; setTimeout(() => { going = false; }, 1000); },
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select");
  if (event.key === "?" && !typing) { event.preventDefault(); return help(); }
  if (typing || event.ctrlKey || event.altKey || event.metaKey || localStorage.getItem(OFF)) return;
  if (going && places[event.key]) { event.preventDefault(); return location.assign(places[event.key]); }
  if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
});
