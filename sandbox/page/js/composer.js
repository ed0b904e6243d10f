// Where a person writes: text, files, a reply or a correction; the bot's commands and its keyboard.

import { api } from "./api.js";
import { kindOf, snippet } from "./content.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { replyKeyboard } from "./keyboard.js";
import { menu } from "./popup.js";
import { samplePhoto } from "./samples.js";
import { bytes, t } from "./words.js";
import { fullName, isAdmin, messagesOf, topicOf, world } from "./world.js";

const AS_FILE = { photo: "document", video: "document", animation: "document", audio: "document", voice: "document" };
const ALBUM = { photo: "visual", video: "visual", document: "document", audio: "audio" }; // what may stand together

/** The composer of one pane; `scene` changes with the chat it shows (`show`). */
export class Composer {
  constructor() {
    this.files = [];
    this.commands = [];
    this.drafts = new Map();
    this.hidden = new Set(); // chats whose one-time keyboard was used, by the keyboard itself
    this.bar = h("div", { class: "compose-bar", hidden: true });
    this.tray = h("div", { class: "tray", hidden: true });
    this.hints = h("div", { class: "hints", role: "listbox", hidden: true });
    this.keys = h("div", { class: "reply-keyboard", testid: "reply-keyboard", hidden: true });
    this.input = h("textarea", {
      rows: 1, testid: "composer-input", autocomplete: "off",
      oninput: () => this.typed(), onkeydown: (event) => this.key(event), onpaste: (event) => this.pasted(event),
    });
    this.picker = h("input", { type: "file", multiple: true, hidden: true, testid: "file-input", "aria-label": t("attach"),
      onchange: () => (this.attach([...this.picker.files]), (this.picker.value = "")) });
    this.attachButton = this.tool("attach", "attach", (event) => this.attachMenu(event.currentTarget));
    this.commandsButton = this.tool("commands", "commands", (event) => this.commandMenu(event.currentTarget));
    this.keysButton = this.tool("keyboard", "keyboard", () => this.toggleKeys());
    this.sendButton = this.tool("send", "send", () => this.send(), "send");
    this.line = h("form", { class: "compose-line", onsubmit: (event) => (event.preventDefault(), this.send()) },
      this.attachButton, this.input, this.commandsButton, this.keysButton, this.sendButton, this.picker);
    this.instead = h("div", { class: "compose-instead", hidden: true });
    this.node = h("div", { class: "composer" }, this.bar, this.tray, this.hints, this.line, this.instead, this.keys);
  }

  tool(testid, drawing, onclick, look = "") {
    return h("button", { type: "button", class: `round-button ${look}`, testid, onclick, title: t(testid), "aria-label": t(testid) }, icon(drawing));
  }

  /** The chat (and person) it now writes to; what was begun elsewhere waits there. */
  async show(scene) {
    const place = `${scene.viewer}/${scene.chat.id}/${scene.thread ?? ""}`;
    if (place !== this.place) {
      if (this.place) this.drafts.set(this.place, { text: this.input.value, reply: this.reply, files: this.files });
      const draft = this.drafts.get(place) ?? { text: "", files: [] };
      this.place = place;
      this.input.value = draft.text;
      this.files = draft.files;
      this.reply = draft.reply;
      this.editing = undefined;
      this.commands = [];
      this.drawBar();
      this.drawTray();
      this.fit();
    }
    this.scene = scene;
    this.words();
    this.update();
    await this.learnCommands();
  }

  /** Labels in the language of the page, which may have changed. */
  words() {
    for (const [button, name] of [[this.attachButton, "attach"], [this.commandsButton, "commands"], [this.keysButton, "keyboard"], [this.sendButton, "send"]]) {
      button.title = t(name);
      button.setAttribute("aria-label", t(name));
    }
    this.input.setAttribute("aria-label", t("message"));
  }

  async learnCommands() {
    const { viewer, chat } = this.scene;
    const menu = await api.menu(viewer, chat.id).catch(() => ({ commands: [] }));
    if (this.scene.viewer !== viewer || this.scene.chat.id !== chat.id) return;
    this.commands = menu.commands;
    this.update();
  }

  /** Draws what depends on the world: who may write here, and the bot's keyboard. */
  update() {
    const { chat, thread, viewer, person } = this.scene;
    const topic = topicOf(chat, thread);
    const closed = chat.is_forum && (thread === "general" ? chat.general_closed : topic?.closed);
    const empty = chat.type === "private" && !messagesOf(chat.id).length && !person.started;
    let instead;
    if (chat.type === "private" && person.blocked)
      instead = this.big("unblock", () => this.scene.act("unblocks"));
    else if (empty) instead = this.big("start", () => this.scene.act("starts"));
    else if (chat.is_forum && thread !== "general" && !topic) instead = h("p", {}, t("topic-gone"));
    else if (closed && !isAdmin(chat, viewer)) instead = h("p", {}, icon("lock"), t("topic-is-closed"));
    fill(this.instead, instead);
    this.instead.hidden = !instead;
    this.line.hidden = Boolean(instead);
    this.commandsButton.hidden = !this.commands.length || Boolean(this.input.value);
    this.drawKeys(Boolean(instead));
  }

  big(name, onclick) {
    return h("button", { type: "button", class: "button primary wide", testid: name, onclick }, t(name));
  }

  drawKeys(none) {
    const markup = this.scene.chat.keyboard;
    const keyboard = !none && markup?.keyboard ? markup : null;
    this.input.placeholder = markup?.input_field_placeholder ?? t("message");
    const now = JSON.stringify(keyboard) + this.place;
    if (now !== this.drawnKeys) {
      this.drawnKeys = now;
      fill(this.keys, keyboard && replyKeyboard(keyboard, this.scene, () => (this.hidden.add(now), this.drawKeys())));
      if (markup?.force_reply) this.forceReply();
    }
    this.keys.hidden = !keyboard || this.hidden.has(now);
    this.keysButton.hidden = !keyboard;
  }

  forceReply() {
    const asked = messagesOf(this.scene.chat.id).findLast((message) => message.from?.id === world.bot.id);
    if (asked) this.replyTo(asked);
  }

  toggleKeys() {
    this.hidden.has(this.drawnKeys) ? this.hidden.delete(this.drawnKeys) : this.hidden.add(this.drawnKeys);
    this.drawKeys();
  }

  replyTo(message, quote) {
    this.editing = undefined;
    this.reply = { message, quote };
    this.drawBar();
    this.input.focus();
  }

  edit(message) {
    this.reply = undefined;
    this.editing = message;
    this.input.value = message.text ?? message.caption ?? "";
    this.drawBar();
    this.fit();
    this.input.focus();
  }

  drawBar() {
    const about = this.editing ?? this.reply?.message;
    this.bar.hidden = !about;
    if (!about) return;
    const drop = () => {
      if (this.editing) this.input.value = "";
      this.editing = this.reply = undefined;
      this.drawBar();
      this.fit();
    };
    fill(this.bar, icon(this.editing ? "edit" : "reply"),
      h("span", { class: "replied" }, h("b", {}, this.editing ? t("editing") : fullName(about.from)), h("span", {}, this.reply?.quote ?? snippet(about))),
      h("button", { type: "button", class: "round-button", testid: "drop-reply", "aria-label": t("cancel"), onclick: drop }, icon("close")));
  }

  attachMenu(anchor) {
    const made = (kind, drawing, facts = {}) => ({ label: t(`send-${kind}`), icon: drawing, testid: `send-${kind}`, run: () => this.scene.act("sends", { kind, ...facts, ...this.taken() }) });
    menu(anchor, [
      { label: t("pick-files"), line: t("pick-files-line"), icon: "file", testid: "pick-files", run: () => this.picker.click() },
      { label: t("sample-photo"), icon: "photo", testid: "sample-photo", run: async () => this.attach([await samplePhoto()]) },
      made("voice", "voice"),
      made("sticker", "smile"),
      made("location", "place"),
      made("poll", "poll"),
    ], { testid: "attach-menu", label: t("attach") });
  }

  pasted(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.attach(files);
  }

  attach(files) {
    this.files = [...this.files, ...files.map((file) => ({ file, kind: kindOf(file) }))].slice(0, 10);
    this.drawTray();
    this.input.focus();
  }

  drawTray() {
    this.tray.hidden = !this.files.length;
    const plain = this.files.every(({ kind }) => kind === "document");
    const drop = (dropped) => ((this.files = this.files.filter((each) => each !== dropped)), this.drawTray());
    const asFiles = (event) => {
      this.files = this.files.map(({ file }) => ({ file, kind: event.target.checked ? AS_FILE[kindOf(file)] ?? "document" : kindOf(file) }));
      this.drawTray();
    };
    fill(this.tray, this.files.map((each) =>
      h("span", { class: "tray-file", testid: "tray-file" }, icon(each.kind === "photo" ? "photo" : each.kind === "voice" ? "voice" : "file"),
        h("span", {}, each.file.name, h("small", {}, bytes(each.file.size))),
        h("button", { type: "button", "aria-label": t("remove"), onclick: () => drop(each) }, icon("close")))),
      this.files.some(({ file }) => kindOf(file) !== "document") &&
        h("label", { class: "as-file" }, h("input", { type: "checkbox", checked: plain, onchange: asFiles }), t("as-files")));
  }

  commandMenu(anchor) {
    menu(anchor, this.commands.map(({ command, description }) => ({
      label: `/${command}`, line: description, testid: `command-${command}`, run: () => this.scene.say(`/${command}`),
    })), { testid: "command-menu", label: t("commands") });
  }

  typed() {
    this.fit();
    this.commandsButton.hidden = !this.commands.length || Boolean(this.input.value);
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
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
  }

  /** What the next message answers; it is taken once. */
  taken() {
    const { reply } = this;
    this.reply = undefined;
    this.drawBar();
    return reply ? { reply_to: reply.message.message_id, quote: reply.quote } : {};
  }

  /** Sends what is there; when the sandbox refuses, everything is put back. */
  async send() {
    const text = this.input.value.trim();
    const { scene, files, editing, reply } = this;
    if (!text && !files.length) return;
    this.input.value = "";
    this.files = [];
    this.editing = undefined;
    const facts = this.taken();
    this.typed();
    this.drawTray();
    const sent = editing
      ? await scene.act("edits", { message_id: editing.message_id, [editing.text === undefined ? "caption" : "text"]: text })
      : files.length
        ? await this.sendFiles(files, text, facts)
        : await scene.act("says", { text, ...facts });
    if (sent !== undefined || this.input.value || this.scene !== scene) return;
    Object.assign(this, { files, editing, reply });
    this.input.value = text;
    this.drawBar();
    this.drawTray();
    this.fit();
  }

  /** Files that may stand together go as an album, as Telegram's clients send them; the caption goes with the first. */
  async sendFiles(files, caption, facts) {
    const uploaded = [];
    for (const { file, kind } of files) {
      const kept = await this.scene.try(() => api.upload(file));
      if (!kept) return undefined;
      uploaded.push({ kind, file: kept.file });
    }
    let sent;
    for (const items of together(uploaded)) {
      const words = sent === undefined && caption ? { caption } : {};
      sent = items.length > 1
        ? await this.scene.act("sends_album", { items: [{ ...items[0], ...words }, ...items.slice(1)], ...facts })
        : await this.scene.act("sends", { ...items[0], ...words, ...facts });
      if (sent === undefined) return undefined;
    }
    return sent;
  }
}

function together(files) {
  const runs = [];
  for (const file of files) {
    const last = runs.at(-1);
    if (last && ALBUM[file.kind] && ALBUM[last[0].kind] === ALBUM[file.kind]) last.push(file);
    else runs.push([file]);
  }
  return runs;
}
