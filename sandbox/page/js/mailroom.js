// The mailbox in a pane: letters, the one that is open, and how the mail server treats the next ones.

import { api } from "./api.js";
import { fill, h, keyed } from "./dom.js";
import { linked } from "./entities.js";
import { icon } from "./icons.js";
import { inside } from "./links.js";
import { mailSign, personSign } from "./people.js";
import { menu } from "./popup.js";
import { postbox, seeMail } from "./postbox.js";
import { language, shortMoment, t, whenShort } from "./words.js";
import { cast, fullName, now } from "./world.js";

const MOODS = ["accept", "refuse", "delay", "greylist"];

export class Mailroom {
  constructor(pane) {
    this.pane = pane;
    this.mood = h("button", { type: "button", class: "button small", testid: "mail-mood", "aria-haspopup": "menu", onclick: () => this.moodMenu() });
    this.title = h("h2");
    this.rows = h("ul", { class: "rows", testid: "mails" });
    this.empty = h("p", { class: "empty" });
    this.letter = h("article", { class: "letter", testid: "letter" });
    this.node = h("div", { class: "pane-body mailroom", hidden: true },
      h("div", { class: "side" }, h("header", { class: "head" }, mailSign("small"), this.title, this.mood), this.rows, this.empty),
      h("div", { class: "room" }, this.letter));
  }

  draw() {
    const { mails, temper } = postbox;
    fill(this.title, t("mailbox"), h("small", {}, t("letters", { count: mails.length })));
    fill(this.mood, t(`mood-${temper.mood}`), icon("down"));
    this.mood.classList.toggle("warning", temper.mood !== "accept");
    fill(this.empty, t(postbox.there ? "no-letters" : "no-mailbox"));
    this.empty.hidden = mails.length > 0;
    keyed(this.rows, [...mails].reverse(), {
      key: (mail) => mail.number,
      version: (mail) => `${language}${mail.at}${mail.number === this.open}`,
      render: (mail) => this.row(mail),
    });
    this.drawLetter(mails.find(({ number }) => number === this.open));
    this.node.dataset.at = this.open ? "room" : "list";
    if (document.visibilityState === "visible" && seeMail()) this.pane.redraw();
  }

  row(mail) {
    const choose = () => this.show(mail.number);
    return h("li", {}, h("button", { type: "button", class: `list-row ${mail.number === this.open ? "chosen" : ""}`, testid: "mail-row", "data-number": mail.number, onclick: choose },
      h("span", { class: "list-text" },
        h("span", { class: "list-title" }, h("b", {}, mail.to.join(", ")), h("time", {}, whenShort(mail.at, now()))),
        h("span", { class: "list-line two" }, h("span", {}, mail.subject)))));
  }

  show(number) {
    this.open = number;
    this.draw();
  }

  drawLetter(mail) {
    const looks = mail ? `${mail.number}${language}` : language;
    if (looks === this.drawn) return;
    this.drawn = looks;
    if (!mail) {
      fill(this.letter, h("p", { class: "empty" }, t("choose-letter")));
      return;
    }
    const back = h("button", { type: "button", class: "round-button back", testid: "mail-back", "aria-label": t("back"), onclick: () => this.show(undefined) }, icon("back"));
    const fact = (name, value) => [h("dt", {}, t(name)), h("dd", {}, value)];
    fill(this.letter, h("header", { class: "head" }, back, h("h2", { testid: "mail-subject" }, mail.subject)),
      h("dl", {}, fact("mail-from", mail.from), fact("mail-to", mail.to.join(", ")), fact("mail-at", shortMoment(mail.at))),
      h("div", { class: "letter-text", testid: "mail-text" }, linked(mail.text, (url, event) => this.follow(url, event))),
      mail.attachments.length > 0 && h("p", { class: "muted" }, `${t("attachments")}: ${mail.attachments.join(", ")}`));
  }

  /** A link into the bot is opened as somebody; any other goes to a new tab. */
  follow(url, event) {
    const target = inside(url);
    if (target?.start === undefined) return;
    event.preventDefault();
    menu(event.currentTarget, cast().map((person) => ({
      label: fullName(person), sign: personSign(person, "small"), testid: `open-as-${person.id}`, run: () => this.pane.start(person.id, target.start),
    })), { testid: "open-as", label: t("open-as") });
  }

  moodMenu() {
    menu(this.mood, MOODS.map((mood) => ({
      label: t(`mood-${mood}`), line: t(`mood-${mood}-line`), chosen: postbox.temper.mood === mood, testid: `mood-${mood}`, run: () => this.pane.try(() => api.mailMood({ mood })),
    })), { testid: "mood-menu", label: t("mail-mood") });
  }
}
