// The page: as many panes as fit, a bar with the clock above them, and one drawing for all that happens in a frame.

import { ClockPanel } from "./clock_panel.js";
import { h, fill } from "./dom.js";
import { icon } from "./icons.js";
import { Pane } from "./pane.js";
import { choices, MAIL } from "./pane_menus.js";
import { badge } from "./people.js";
import { menu, toast } from "./popup.js";
import { loadMail } from "./postbox.js";
import { startSeeing } from "./seen.js";
import { language, otherLanguage, speak, t } from "./words.js";
import { cast, listen, live, roleOf, world } from "./world.js";

const KEPT = "sandbox.panes";
const WIDTHS = [760, 1180]; // from these on two panes, three panes

const bar = document.getElementById("bar");
const stage = document.getElementById("panes");
const clock = new ClockPanel(() => toast(stage, t("no-connection")));
let panes = [];
let drawing = false;

const wanted = () => 1 + WIDTHS.filter((width) => innerWidth >= width).length;

/** Who is in which pane: asked for in the address (?panes=1001,2001,mail), kept from the last visit, or one of each role. */
function cues() {
  const asked = new URLSearchParams(location.search).get("panes");
  const known = (person) => person === MAIL || world.people.has(person);
  const kept = asked
    ? asked.split(",").map((name) => ({ person: name === MAIL ? MAIL : Number(name) }))
    : JSON.parse(localStorage.getItem(KEPT) ?? "[]");
  const roles = ["customer", "engineer", "lead"].map((role) => cast().find(({ id }) => roleOf(id) === role)?.id ?? MAIL);
  return roles.map((person, index) => (known(kept[index]?.person) ? kept[index] : { person }));
}

const remember = () => {
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
  panes.forEach(({ person, chat, thread }, index) => (kept[index] = { person, chat, thread }));
  localStorage.setItem(KEPT, JSON.stringify(kept));
};

function arrange() {
  const places = cues();
  const hooks = {
    remember: () => requestAnimationFrame(remember),
    redraw: draw,
    paneOf: (person) => panes.find((pane) => pane.person === person),
  };
  while (panes.length > wanted()) panes.pop().node.remove();
  while (panes.length < wanted()) {
    const pane = new Pane(panes.length, places[panes.length], hooks);
    panes.push(pane);
    stage.append(pane.node);
  }
  draw();
}

function draw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    panes.forEach((pane) => pane.draw());
    clock.draw();
    drawBar();
  });
}

function drawBar() {
  const [alone] = wanted() === 1 ? panes : [];
  const looks = [language, world.online, alone?.person, alone?.elsewhere()].join("|");
  if (bar.dataset.looks === looks) return;
  bar.dataset.looks = looks;
  fill(bar,
    alone && h("button", { type: "button", class: "drawer-button", testid: "drawer-open", "aria-haspopup": "menu", onclick: (event) => drawer(event.currentTarget) },
      icon("menu"), alone.name(), badge(alone.elsewhere())),
    h("h1", {}, t("title"), h("small", {}, t("subtitle"))),
    h("span", { class: "offline", role: "status", hidden: world.online, testid: "offline" }, t("no-connection")),
    clock.node,
    h("button", { type: "button", class: "button small language", testid: "language", lang: otherLanguage(), onclick: changeLanguage }, otherLanguage().toUpperCase()));
}

/** On a phone: everybody to play, the mailbox and the language in one drawer. */
function drawer(anchor) {
  menu(anchor, [
    ...choices(panes[0]),
    { label: t("language"), icon: "edit", testid: "drawer-language", run: changeLanguage },
  ], { testid: "drawer", label: t("who") });
}

async function changeLanguage() {
  await speak(otherLanguage());
  clock.draw();
  bar.dataset.looks = "";
  panes.forEach((pane) => pane.speakAgain());
  draw();
}

async function begin() {
  await speak();
  listen(async (event) => {
    if (event.kind === "mail" || event.kind === "loaded") await loadMail();
    panes.forEach((pane) => pane.heard(event));
    draw();
  });
  await live();
  await loadMail();
  startSeeing();
  arrange();
  addEventListener("resize", () => panes.length !== wanted() && arrange());
  document.addEventListener("visibilitychange", draw);
  setInterval(draw, 30000); // «yesterday» comes by itself
  document.body.dataset.ready = "true";
}

begin().catch((error) => {
  document.body.append(h("p", { class: "fatal", role: "alert" }, String(error)));
  throw error;
});
