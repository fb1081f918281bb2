// SPDX-License-Identifier: EUPL-1.2
// What the pages gain with JavaScript. Everything works without it.
"use strict";

const isTyping = (element) => element.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;

/** `/` or Ctrl-K goes to the search box, `j` and `k` move in the list of things to do, Escape closes the user's menu. */
function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    const search = document.getElementById("recherche");
    const isShortcut = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    if (search && (isShortcut || isSlash)) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "Escape") {
      closeMenus(null);
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
      if (event.key === "j") moveInList(1);
      if (event.key === "k") moveInList(-1);
    }
  });
}

function moveInList(step) {
  const actions = [...document.querySelectorAll(".worklist > li")].map((line) => line.querySelector("a, button")).filter(Boolean);
  if (actions.length === 0) return;
  const current = actions.findIndex((action) => action.closest("li").contains(document.activeElement));
  const next = current < 0 ? (step > 0 ? 0 : actions.length - 1) : Math.min(Math.max(current + step, 0), actions.length - 1);
  actions[next].focus();
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.user-menu[open]")) {
    if (menu.contains(except)) continue;
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) menu.querySelector("summary").focus();
  }
}

/** Shift-click takes every box between two; the bulk buttons say how many lines they act on. */
function followSelections() {
  for (const form of document.querySelectorAll("form[data-selection]")) {
    let last = null;
    const boxes = () => [...form.querySelectorAll(".selection input[type=checkbox]")];
    const count = () => tellCount(form, boxes().filter((box) => box.checked).length);
    form.addEventListener("click", (event) => {
      const box = event.target.closest(".selection input[type=checkbox]");
      if (!box) return;
      const all = boxes();
      if (event.shiftKey && last && all.includes(last)) {
        const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
        for (const between of all.slice(from, to + 1)) between.checked = box.checked;
      }
      last = box;
      count();
    });
    form.addEventListener("change", count);
    window.addEventListener("pageshow", count);
    count();
  }
}

function tellCount(form, number) {
  for (const button of form.querySelectorAll("button[data-many]")) {
    button.dataset.none ??= button.textContent;
    const many = button.dataset.many.replace("%n", number.toLocaleString("fr-FR"));
    button.textContent = number === 0 ? button.dataset.none : number === 1 ? button.dataset.one : many;
  }
}

/** Keeps what is typed in `form[data-draft]` for this tab until it is sent. Never a password, a hidden value or a file. */
function keepDrafts() {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = `brouillon:${location.pathname}:${form.dataset.draft}`;
    if (!form.querySelector(".error-summary")) fillAgain(form, key);
    let waiting = 0;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => store(key, answers(form)), 300);
    });
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      forget(key);
    });
  }
}

function draftFields(form) {
  const left = ["password", "hidden", "file", "submit", "button"];
  return [...form.elements].filter((field) => field.name && field.tagName !== "FIELDSET" && !left.includes(field.type));
}

const isBox = (field) => field.type === "checkbox" || field.type === "radio";

function answers(form) {
  return draftFields(form).map((field) => (isBox(field) ? [field.name, field.value, field.checked] : [field.name, field.value]));
}

function fillAgain(form, key) {
  const kept = read(key);
  const fields = draftFields(form);
  // A form that has changed since is left as the server made it.
  if (!Array.isArray(kept) || kept.length !== fields.length || kept.some(([name], i) => name !== fields[i].name)) return;
  kept.forEach(([, value, checked], index) => {
    if (isBox(fields[index])) fields[index].checked = checked === true;
    else fields[index].value = String(value);
  });
  const note = document.createElement("p");
  note.className = "help";
  note.setAttribute("role", "status");
  note.textContent = "Votre saisie d’avant a été reprise. ";
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "button button-quiet";
  clear.textContent = "Repartir du début";
  clear.addEventListener("click", () => {
    forget(key);
    form.reset();
    note.remove();
  });
  note.append(clear);
  form.prepend(note);
}

// Storage may be refused by the browser: a draft is then simply not kept.
function store(key, value) {
  try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* no room or no right */ }
}
function read(key) {
  try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
}
function forget(key) {
  try { sessionStorage.removeItem(key); } catch { /* no right */ }
}

/** Days: the number pad on a phone, and 24112026 becomes 24/11/2026. */
function easeDates() {
  for (const field of document.querySelectorAll("input[data-date]")) {
    field.inputMode = "numeric";
    field.addEventListener("change", () => {
      const digits = field.value.trim().match(/^(\d{2})[ .-]?(\d{2})[ .-]?(\d{4})$/);
      if (digits) field.value = `${digits[1]}/${digits[2]}/${digits[3]}`;
    });
  }
}

/** A form is sent once: a second click while the answer is on its way does nothing for five seconds. */
function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 5000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
}

/** A page that shows how far something is loads itself again, unless somebody is in the middle of it. */
function followProgress() {
  const live = document.querySelector("[data-reload]");
  if (!live) return;
  setInterval(() => {
    const isBusy = document.hidden || document.querySelector("details[open]") || !["BODY", "MAIN"].includes(document.activeElement.tagName);
    if (!isBusy) location.reload();
  }, Number(live.dataset.reload) * 1000);
}

listenToKeys();
followProgress();
followSelections();
keepDrafts();
easeDates();
sendOnce();
document.addEventListener("click", (event) => closeMenus(event.target));
