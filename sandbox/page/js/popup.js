// What opens over the page: menus beside a button (a sheet on a phone), toasts and alerts.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./words.js";

let closeOpen = () => {};

/** Opens a menu beside `anchor`; items are {label, icon, run, danger, testid, line, badge, chosen} or ready elements. */
export function menu(anchor, items, { testid = "menu", label = t("menu") } = {}) {
  closeOpen();
  const rows = items.filter(Boolean).map((item) => (item instanceof Node ? item : row(item)));
  const sheet = h("div", { class: "menu", role: "menu", testid, "aria-label": label }, rows);
  const veil = h("div", { class: "veil", onclick: (event) => event.target === veil && close() }, sheet);
  const close = () => {
    if (!veil.isConnected) return;
    veil.remove();
    anchor.setAttribute?.("aria-expanded", "false");
    document.removeEventListener("keydown", keys, true);
    closeOpen = () => {};
    if (anchor.isConnected) anchor.focus?.({ preventScroll: true });
  };
  const keys = (event) => {
    const buttons = [...sheet.querySelectorAll("button:not(:disabled)")];
    const at = buttons.indexOf(document.activeElement);
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Escape") close();
    else if (event.key in steps) buttons.at((at + steps[event.key]) % buttons.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  sheet.addEventListener("click", (event) => event.target.closest("button") && close(), true); // before what it does
  closeOpen = close;
  document.body.append(veil);
  anchor.setAttribute?.("aria-expanded", "true");
  document.addEventListener("keydown", keys, true);
  place(sheet, anchor.getBoundingClientRect());
  sheet.querySelector("button")?.focus({ preventScroll: true });
}

function place(sheet, box) {
  const { offsetWidth: width, offsetHeight: height } = sheet;
  const left = Math.max(8, Math.min(box.left, innerWidth - width - 8));
  const below = box.bottom + 4 + height < innerHeight;
  const top = below ? box.bottom + 4 : Math.max(8, Math.min(box.top - height - 4, innerHeight - height - 8));
  sheet.style.left = `${left}px`;
  sheet.style.top = `${top}px`;
}

const row = ({ label, line, icon: drawing, sign, run, danger, badge, chosen, testid, disabled }) =>
  h("button", { type: "button", role: "menuitem", class: danger ? "row danger" : "row", onclick: () => run(), testid, disabled },
    sign ?? (drawing && icon(drawing)),
    h("span", { class: "row-text" }, h("span", {}, label), line && h("small", {}, line)),
    badge, chosen && icon("check"));

/** A line that goes away by itself. */
export function toast(host, text) {
  const line = h("div", { class: "toast", role: "status", testid: "toast" }, text);
  host.append(line);
  setTimeout(() => line.remove(), 3500);
}

/** A text that waits to be read. */
export function alertBox(host, text) {
  const ok = h("button", { type: "button", class: "button primary", testid: "alert-ok", onclick: () => box.remove() }, t("ok"));
  const box = h("div", { class: "alert", role: "alertdialog", "aria-label": text, testid: "alert" },
    h("div", { class: "alert-card" }, h("p", {}, text), ok));
  host.append(box);
  ok.focus();
}

/** Asks for one line of text; resolves to it, or to nothing. */
export function ask(host, { title, value = "", accept = t("ok") }) {
  return new Promise((resolve) => {
    const field = h("input", { type: "text", value, "aria-label": title, testid: "ask-input" });
    const answer = (text) => (box.remove(), resolve(text));
    const send = (event) => (event.preventDefault(), answer(field.value.trim()));
    const box = h("div", { class: "alert", role: "dialog", "aria-label": title, testid: "ask", onkeydown: (event) => event.key === "Escape" && answer("") },
      h("form", { class: "alert-card", onsubmit: send }, h("p", {}, title), field,
        h("div", { class: "row-of-buttons" },
          h("button", { type: "button", class: "button", onclick: () => answer("") }, t("cancel")),
          h("button", { type: "submit", class: "button primary", testid: "ask-ok" }, accept))));
    host.append(box);
    field.focus();
    field.select();
  });
}
