// What the pages do besides: suggestions by keyboard, tokens explained under the pointer or the arrow keys,
// a paragraph folded in again, single keys, a line copied. Every page works without this.
"use strict";

function suggestions(box, list) {
  const options = () => [...list.querySelectorAll("[role=option]")];
  let chosen = -1;
  const show = (open) => {
    const shown = open && options().length > 0;
    list.classList.toggle("open", shown);
    box.setAttribute("aria-expanded", String(shown));
    if (!shown) { chosen = -1; box.removeAttribute("aria-activedescendant"); }
  };
  const choose = (number) => {
    const all = options();
    chosen = (number + all.length + 1) % (all.length + 1);
    if (chosen === all.length) chosen = -1;
    all.forEach((one, place) => one.setAttribute("aria-selected", String(place === chosen)));
    if (chosen < 0) box.removeAttribute("aria-activedescendant");
    else { box.setAttribute("aria-activedescendant", all[chosen].id); all[chosen].scrollIntoView({ block: "nearest" }); }
  };
  list.addEventListener("htmx:afterSwap", () => { chosen = -1; show(document.activeElement === box); });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("blur", () => show(false));
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || !list.classList.contains("open")) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? options().length - 1 : chosen - 1);
    else if (event.key === "Escape") show(false);
    else if (event.key === "Enter" && chosen >= 0) location.assign(options()[chosen].href);
    else return;
    event.preventDefault();
  });
}

function tokens(table, panel) {
  const known = new Map();
  let timer = 0, current = null;
  const position = (token) => {
    const row = token.closest("tr"), cell = token.closest("td");
    // of a long node only the beginning is shown: what follows it has another place then
    if (row.dataset.end && cell.matches(".right")) return Number(row.dataset.end) + [...cell.querySelectorAll("i")].indexOf(token);
    return Number(row.dataset.first) + [...row.querySelectorAll("td i")].indexOf(token);
  };
  const show = async (cpos) => {
    if (!known.has(cpos)) {
      const answer = await fetch(`/token/${cpos}`);
      if (!answer.ok) return;
      known.set(cpos, await answer.text());
    }
    panel.innerHTML = known.get(cpos);
    panel.hidden = false;
  };
  const at = (token, wait) => {
    clearTimeout(timer);
    if (current) current.classList.remove("at");
    current = token;
    token.classList.add("at");
    timer = setTimeout(() => show(position(token)), wait);
  };
  const leave = () => { clearTimeout(timer); if (current) current.classList.remove("at"); current = null; panel.hidden = true; };
  const focus = (token) => { token.tabIndex = -1; token.focus({ preventScroll: true }); };
  table.addEventListener("pointerover", (event) => { const token = event.target.closest("td i"); if (token) at(token, 120); });
  table.addEventListener("pointerleave", leave);
  table.addEventListener("focusin", (event) => { const token = event.target.closest("td i"); if (token) at(token, 0); });
  table.addEventListener("focusout", leave);
  table.addEventListener("keydown", (event) => {
    const row = event.target.closest("tr[data-first]");
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 0, ArrowDown: 0 };
    if (!row || !(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = [...row.querySelectorAll("td i")];
    const here = all.indexOf(event.target);
    let next = here < 0 ? row.querySelector("td.node i") : all[here + steps[event.key]];
    if (!steps[event.key]) {
      const rows = [...table.querySelectorAll("tr[data-first]")];
      const other = rows[rows.indexOf(row) + (event.key === "ArrowUp" ? -1 : 1)];
      next = other && other.querySelector(here < 0 ? "td.number a" : "td.node i");
    }
    if (!next) return;
    event.preventDefault();
    if (next.matches("a")) next.focus(); else focus(next);
  });
  // a second click folds the paragraph in
  table.addEventListener("htmx:confirm", (event) => {
    const opened = event.target.closest("tr").nextElementSibling;
    const folds = opened !== null && opened.classList.contains("opened");
    if (folds) { event.preventDefault(); opened.remove(); }
    event.target.setAttribute("aria-expanded", String(!folds));
  });
}

// A key does what the last element with it in aria-keyshortcuts does; never while somebody types.
function keys(toggle) {
  const off = () => document.cookie.includes("keys=off");
  const typing = "input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]";
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (off() || event.target.closest(typing)) return;
    const key = event.key === "+" ? "Plus" : event.key;
    const wanted = [...document.querySelectorAll("[aria-keyshortcuts]")].filter((one) => one.getAttribute("aria-keyshortcuts") === key).pop();
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches("input")) { wanted.focus(); wanted.select(); } else wanted.click();
  });
  if (!toggle) return;
  const box = toggle.querySelector("input");
  box.checked = !off();
  box.addEventListener("change", () => { document.cookie = `keys=${box.checked ? "on" : "off"};path=/;max-age=31536000;samesite=lax`; });
}

// An opened line with its citation and address, for a text somebody writes.
async function copied(button) {
  const text = `${button.dataset.copy} ${button.closest("p").querySelector("a").href}`;
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else {
    const field = document.body.appendChild(document.createElement("textarea"));
    field.value = text;
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus();
  }
  button.nextElementSibling.textContent = button.dataset.done;
}

document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("q"), list = document.getElementById("suggestions");
  if (box && list) suggestions(box, list);
  const table = document.querySelector("table.kwic"), panel = document.getElementById("token");
  if (table && panel) tokens(table, panel);
  keys(document.getElementById("keys"));
  document.addEventListener("click", (event) => { const button = event.target.closest("button[data-copy]"); if (button) copied(button); });
});
