// The desk's clock: what it shows, how far it was moved, and the buttons that move it.

import { api } from "./api.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { shortMoment, span, t } from "./words.js";
import { now, world } from "./world.js";

const DAY = 86400;
const PACE = Number(new URLSearchParams(location.search).get("pace") ?? 1500); // a pause in which the bot acts, in milliseconds
const MOVES = [
  { name: "plus-15m", seconds: 900 },
  { name: "plus-4h", seconds: 4 * 3600 },
  { name: "plus-1d", seconds: DAY },
  { name: "plus-14d", days: 14 },
];

/**
 * The moves that days are made of: one to each morning, nine by Greenwich, when it is day from London to Vladivostok;
 * the last to the very second. So whatever a bot keeps for the daytime is seen, whenever one plays.
 */
function mornings(from, days) {
  const morning = (day) => (Math.floor(from / DAY) + day) * DAY + 9 * 3600;
  const stops = Array.from({ length: days }, (_, day) => (day + 1 < days ? morning(day + 1) : from + days * DAY));
  return stops.map((stop, place) => Math.round(stop - (stops[place - 1] ?? from)));
}

export class ClockPanel {
  constructor(failed) {
    this.failed = failed;
    this.time = h("time", { testid: "clock-now" });
    this.shift = h("small", { testid: "clock-offset" });
    this.toggle = h("button", { type: "button", class: "clock-face", testid: "clock", "aria-expanded": "false", onclick: () => this.open() },
      icon("clock"), h("span", {}, this.time, this.shift));
    this.buttons = MOVES.map((move) => h("button", { type: "button", class: "button small", testid: `clock-${move.name}`, onclick: () => this.move(move) }));
    this.progress = h("progress", { max: 1, value: 0 });
    this.count = h("span", { testid: "clock-progress", "aria-live": "polite" });
    this.stop = h("button", { type: "button", class: "round-button", testid: "clock-stop", onclick: () => (this.stopped = true) }, icon("stop"));
    this.steps = h("div", { class: "clock-steps", hidden: true }, this.progress, this.count, this.stop);
    this.moves = h("div", { class: "clock-moves", role: "group" }, this.buttons);
    this.node = h("div", { class: "clock" }, this.toggle, h("div", { class: "clock-panel" }, this.moves, this.steps));
    document.addEventListener("click", ({ target }) => target.isConnected && !this.node.contains(target) && this.open(false));
    setInterval(() => this.draw(), 1000);
  }

  open(open = !this.node.classList.contains("open")) {
    this.node.classList.toggle("open", open);
    this.toggle.setAttribute("aria-expanded", String(open));
  }

  draw() {
    const seconds = now();
    this.time.dateTime = new Date(seconds * 1000).toISOString();
    fill(this.time, shortMoment(seconds));
    fill(this.shift, world.offset ? t("moved", { span: span(world.offset) }) : t("not-moved"));
    this.toggle.setAttribute("aria-label", t("clock"));
    this.moves.setAttribute("aria-label", t("move-clock"));
    this.stop.setAttribute("aria-label", t("stop"));
    this.buttons.forEach((button, place) => fill(button, t(MOVES[place].name)));
  }

  /** Days are moved one at a time, with a pause, so that the desk lives through each. */
  async move({ seconds, days }) {
    const moves = days ? mornings(now(), days) : [seconds];
    const steps = moves.length;
    const lock = (locked) => this.buttons.forEach((button) => (button.disabled = locked));
    lock(true);
    this.stopped = false;
    this.steps.hidden = steps === 1;
    try {
      for (let step = 1; step <= steps && !this.stopped; step++) {
        if (step > 1) await new Promise((done) => setTimeout(done, PACE));
        if (this.stopped) break;
        await api.moveClock(moves[step - 1]);
        this.progress.value = step / steps;
        fill(this.count, t("step", { step, steps }));
      }
    } catch (error) {
      this.failed(error);
    } finally {
      this.steps.hidden = true;
      lock(false);
    }
  }
}
