// Where a person writes: text, files, an answer or a correction; the bot's commands and its keyboard.

import { snippet } from "./content.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { replyKeyboard } from "./keyboard.js";
import { menu } from "./popup.js";
import { samplePhoto } from "./samples.js";
import { sendFiles, Tray } from "./tray.js";
import { t } from "./words.js";
import { fullName, isAdmin, messagesOf, topicOf, world } from "./world.js";

const TALLEST = 160; // pixels a text may grow to

/** The composer of one pane; `show` gives it the scene: who writes, and where. */
export class Composer {
  constructor() {
    this.commands = [];
    this.drafts = new Map();
    this.hidden = new Set(); // keyboards put away, by what they are and where
    this.bar = h("div", { class: "compose-bar", hidden: true });
    this.tray = new Tray();
    this.hints = h("div", { class: "hints", role: "listbox", hidden: true });
    this.keys = h("div", { class: "reply-keyboard", testid: "reply-keyboard", hidden: true });
    this.input = h("textarea", {
      rows: 1, testid: "composer-input", autocomplete: "off",
      oninput: () => this.typed(), onkeydown: (event) => this.key(event), onpaste: (event) => this.pasted(event),
    });
    this.picker = h("input", { type: "file", multiple: true, hidden: true, testid: "file-input", onchange: () => this.picked() });
    this.tools = {
      attach: this.tool("attach", "attach", (event) => this.attachMenu(event.currentTarget)),
      commands: this.tool("commands", "commands", (event) => this.commandMenu(event.currentTarget)),
      keyboard: this.tool("keyboard", "keyboard", () => this.toggleKeys()),
      send: this.tool("send", "send", () => this.send(), "send"),
    };
    const { attach, commands, keyboard, send } = this.tools;
    this.line = h("div", { class: "compose-line" }, attach, this.input, commands, keyboard, send, this.picker);
    this.instead = h("div", { class: "compose-instead", hidden: true });
    this.node = h("div", { class: "composer" }, this.bar, this.tray.node, this.hints, this.line, this.instead, this.keys);
  }

  tool(testid, drawing, onclick, look = "") {
    return h("button", { type: "button", class: `round-button ${look}`, testid, onclick }, icon(drawing));
  }

  /** Writes here from now on; what was begun elsewhere waits there. */
  show(scene) {
    const place = `${scene.viewer}/${scene.chat.id}/${scene.thread ?? ""}`;
    if (place !== this.place) {
      if (this.place) this.drafts.set(this.place, { text: this.input.value, reply: this.reply, files: this.tray.files });
      const { text, reply, files } = this.drafts.get(place) ?? { text: "", files: [] };
      this.place = place;
      this.commands = [];
      this.write({ text, reply, files });
    }
    this.scene = scene;
    this.update();
  }

  /** What stands ready to be sent. */
  write({ text = "", reply, editing, files = [] }) {
    Object.assign(this, { reply, editing });
    this.input.value = text;
    this.tray.hold(files);
    this.drawBar();
    this.fit();
  }

  /** The bot's commands for this person here. */
  learn(commands) {
    this.commands = commands;
    this.update();
  }

  /** Draws what depends on the world: who may write here, the bot's keyboard, the page's language. */
  update() {
    const instead = this.insteadOfWriting();
    fill(this.instead, instead);
    this.instead.hidden = !instead;
    this.line.hidden = Boolean(instead);
    for (const [name, button] of Object.entries(this.tools)) {
      button.title = t(name);
      button.setAttribute("aria-label", t(name));
    }
    this.input.setAttribute("aria-label", t("message"));
    this.picker.setAttribute("aria-label", t("attach"));
    this.tools.commands.hidden = !this.commands.length || Boolean(this.input.value);
    this.drawKeys(Boolean(instead));
  }

  insteadOfWriting() {
    const { chat, thread, viewer, person, act } = this.scene;
    const big = (name, what) => h("button", { type: "button", class: "button primary wide", testid: name, onclick: () => act(what) }, t(name));
    if (chat.type === "private") {
      if (person.blocked) return big("unblock", "unblocks");
      return !person.started && !messagesOf(chat.id).length && big("start", "starts");
    }
    if (!chat.is_forum) return null;
    const topic = topicOf(chat, thread);
    if (thread !== "general" && !topic) return h("p", {}, t("topic-gone"));
    const closed = topic ? topic.closed : chat.general_closed;
    return closed && !isAdmin(chat, viewer) && h("p", {}, icon("lock"), t("topic-is-closed"));
  }

  // The bot's keyboard

  drawKeys(none) {
    const markup = this.scene.chat.keyboard;
    const keyboard = !none && markup?.keyboard ? markup : null;
    this.input.placeholder = markup?.input_field_placeholder ?? t("message");
    const looks = this.place + JSON.stringify(none || markup);
    if (looks !== this.drawnKeys) {
      this.drawnKeys = looks;
      fill(this.keys, keyboard && replyKeyboard(keyboard, this.scene, () => this.toggleKeys()));
      if (markup?.force_reply) this.forceReply();
    }
    this.keys.hidden = !keyboard || this.hidden.has(looks);
    this.tools.keyboard.hidden = !keyboard;
  }

  /** Puts the keyboard away, or brings it back. */
  toggleKeys() {
    if (!this.hidden.delete(this.drawnKeys)) this.hidden.add(this.drawnKeys);
    this.update();
  }

  /** A keyboard that comes anew is shown, whatever was put away. */
  keyboardCame() {
    this.hidden.clear();
  }

  forceReply() {
    const asked = messagesOf(this.scene.chat.id).findLast((message) => message.from?.id === world.bot.id);
    if (asked) this.replyTo(asked);
  }

  // Answers and corrections

  replyTo(message, quote) {
    Object.assign(this, { reply: { message, quote }, editing: undefined });
    this.drawBar();
    this.input.focus();
  }

  edit(message) {
    this.write({ text: message.text ?? message.caption, editing: message });
    this.input.focus();
  }

  drawBar() {
    const about = this.editing ?? this.reply?.message;
    this.bar.hidden = !about;
    if (!about) return;
    const drop = () => (this.editing ? this.write({}) : this.taken());
    fill(this.bar, icon(this.editing ? "edit" : "reply"),
      h("span", { class: "replied" }, h("b", {}, this.editing ? t("editing") : fullName(about.from)), h("span", {}, this.reply?.quote ?? snippet(about))),
      h("button", { type: "button", class: "round-button", testid: "drop-reply", "aria-label": t("cancel"), onclick: drop }, icon("close")));
  }

  /** What the next message answers; it is taken once. */
  taken() {
    const { reply } = this;
    this.reply = undefined;
    this.drawBar();
    return reply ? { reply_to: reply.message.message_id, quote: reply.quote } : {};
  }

  // Files

  attachMenu(anchor) {
    const made = (kind, drawing) => ({ label: t(`send-${kind}`), icon: drawing, testid: `send-${kind}`, run: () => this.scene.act("sends", { kind, ...this.taken() }) });
    menu(anchor, [
      { label: t("pick-files"), line: t("pick-files-line"), icon: "file", testid: "pick-files", run: () => this.picker.click() },
      { label: t("sample-photo"), icon: "photo", testid: "sample-photo", run: async () => this.attach([await samplePhoto()]) },
      made("voice", "voice"),
      made("sticker", "smile"),
      made("location", "place"),
      made("poll", "poll"),
    ], { testid: "attach-menu", label: t("attach") });
  }

  attach(files) {
    this.tray.add(files);
    this.input.focus();
  }

  picked() {
    this.attach([...this.picker.files]);
    this.picker.value = "";
  }

  pasted(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.attach(files);
  }

  // Typing

  commandMenu(anchor) {
    menu(anchor, this.commands.map(({ command, description }) => ({
      label: `/${command}`, line: description, testid: `command-${command}`, run: () => this.scene.say(`/${command}`),
    })), { testid: "command-menu", label: t("commands") });
  }

  typed() {
    this.fit();
    this.tools.commands.hidden = !this.commands.length || Boolean(this.input.value);
    const begun = /^\/(\w*)$/.exec(this.input.value)?.[1];
    const fitting = begun === undefined ? [] : this.commands.filter(({ command }) => command.startsWith(begun));
    this.hints.hidden = !fitting.length;
    fill(this.hints, fitting.map(({ command, description }) =>
      h("button", { type: "button", class: "row", role: "option", onclick: () => this.hinted(command) },
        h("span", { class: "row-text" }, h("span", {}, `/${command}`), h("small", {}, description)))));
  }

  hinted(command) {
    this.input.value = "";
    this.typed();
    this.scene.say(`/${command}`);
  }

  key(event) {
    const touch = matchMedia("(pointer: coarse)").matches;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !touch) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && !this.bar.hidden) {
      this.bar.querySelector("button").click();
    } else if (event.key === "ArrowUp" && !this.input.value) {
      const { chat, thread, viewer } = this.scene;
      const last = messagesOf(chat.id, thread).findLast(({ from, text }) => from?.id === viewer && text);
      if (last) this.edit(last);
    }
  }

  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
  }

  /** Sends what stands ready; when the sandbox refuses, everything is put back. */
  async send() {
    const { scene, place, editing, reply, input, tray: { files } } = this;
    const text = input.value.trim();
    if (!text && !files.length) return;
    const answer = this.taken();
    this.write({});
    this.typed();
    const sent = editing
      ? await scene.act("edits", { message_id: editing.message_id, [editing.text === undefined ? "caption" : "text"]: text })
      : files.length
        ? await sendFiles(scene, files, text, answer)
        : await scene.act("says", { text, ...answer });
    if (sent === undefined && this.place === place && !input.value) this.write({ text, reply, editing, files });
  }
}
