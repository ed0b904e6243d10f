// A pane: one person, played by whoever looks. Their chats or topics on one side, a conversation on the other.

import { api, Refusal } from "./api.js";
import { items, render } from "./bubble.js";
import { Composer } from "./composer.js";
import { fill, h, keyed } from "./dom.js";
import { icon } from "./icons.js";
import { inside } from "./links.js";
import { drawChats, drawTopics, heading } from "./lists.js";
import { Mailroom } from "./mailroom.js";
import { choices, MAIL, roomMenu, sideMenu } from "./pane_menus.js";
import { badge, botSign, groupSign, mailSign, personSign, roleName, titleOfChat } from "./people.js";
import { alertBox, menu, toast } from "./popup.js";
import { unreadMail } from "./postbox.js";
import { Scroll } from "./scroll.js";
import { see, unreadInPrivate } from "./seen.js";
import { dayNumber, t } from "./words.js";
import { cast, fullName, groupsOf, isAdmin, isTyping, loadEarlier, memberOf, messagesOf, privateChat, world } from "./world.js";

const PERSONAL = new Set(["starts", "blocks", "unblocks"]); // done to the bot, wherever one is

export class Pane {
  /** `remember()`: the pane shows something else; `redraw()`: all must be drawn; `paneOf(person)`: who is played where. */
  constructor(index, place, { remember, redraw, paneOf }) {
    Object.assign(this, { index, remember, redraw, paneOf, answers: new Map(), answered: new Set() });
    this.switch = h("button", { type: "button", class: "switch", testid: "person-switch", "aria-haspopup": "menu", onclick: () => this.switchMenu() });
    this.tongue = h("button", { type: "button", class: "tongue", testid: "person-language", onclick: () => this.changeTongue() });
    this.listHead = h("header", { class: "head" });
    this.list = h("ul", { class: "rows", testid: "list" });
    this.roomHead = h("header", { class: "head" });
    this.messages = h("ol", { class: "messages", testid: "messages" });
    this.about = h("div", { class: "about", hidden: true, testid: "about-bot" });
    this.scroll = new Scroll(() => this.earlier(), this.about, this.messages);
    this.composer = new Composer();
    this.mailroom = new Mailroom(this);
    this.body = h("div", { class: "pane-body" },
      h("div", { class: "side" }, this.listHead, this.list),
      h("div", { class: "room", ondragover: (event) => event.preventDefault(), ondrop: (event) => this.dropped(event) },
        this.roomHead, this.scroll.window, this.scroll.button, this.composer.node));
    this.over = h("div", { class: "over", "aria-live": "polite" });
    this.node = h("section", { class: "pane", testid: "pane" }, h("header", { class: "pane-head" }, this.switch, this.tongue), this.body, this.mailroom.node, this.over);
    this.play(place.person, place);
  }

  // Who, and where

  account = () => world.people.get(this.person);
  value = () => (this.chat === this.person ? privateChat(this.person) : world.chats.get(this.chat));
  topic = () => (this.value()?.is_forum ? this.thread : undefined);
  inRoom = () => this.person !== MAIL && Boolean(this.value() && (!this.value().is_forum || this.thread !== undefined));

  /** Plays this person (or reads the mail), at a place or where they would look first; who is elsewhere changes places. */
  play(person, { chat, thread } = {}) {
    const other = this.person === undefined ? this : (this.paneOf(person) ?? this);
    if (other !== this) {
      other.person = this.person;
      other.go(this.chat, this.thread);
    }
    this.person = person;
    if (person !== MAIL && chat === undefined) chat = this.firstChat(person);
    this.go(chat, thread);
  }

  firstChat(person) {
    const [group] = groupsOf(person);
    return group && !isAdmin(group, person) ? group.id : person;
  }

  /** Shows a chat, a topic of a forum, or (nothing given) the list. */
  go(chat, thread) {
    Object.assign(this, { chat, thread });
    this.scroll.begin();
    this.draw();
    this.learn();
    this.remember();
    this.redraw();
  }

  /** Asks what the bot tells this person here: its commands and who it is. */
  async learn() {
    if (!this.inRoom()) return;
    const { person, chat } = this;
    const { commands = [], description } = await api.menu(person, chat).catch(() => ({}));
    if (this.person !== person || this.chat !== chat) return;
    fill(this.about, botSign("large"), h("b", {}, fullName(world.bot)), h("p", {}, description || t("empty-chat")));
    this.composer.learn(commands);
  }

  /** What the parts of the pane need to know of it. */
  scene() {
    const chat = this.value();
    const thread = this.topic();
    const place = { chat: chat.id, thread: thread === "general" ? undefined : thread };
    const act = (what, facts) => this.try(() => api.act(this.person, what, PERSONAL.has(what) ? facts : { ...place, ...facts }));
    return {
      index: this.index, viewer: this.person, person: this.account(), tongue: this.account().language_code,
      chat, thread, grouped: chat.type !== "private", compose: this.composer, act,
      say: (text) => act("says", { text }),
      try: (work) => this.try(work),
      open: (url, event) => this.open(url, event),
      toast: (text) => toast(this.over, text),
      jump: (id) => this.jump(id),
      awaitAnswer: (query, done) => (this.answered.has(query) ? done() : this.answers.set(query, done)),
    };
  }

  /** Does it; what the sandbox refuses is shown, and the result is then undefined. */
  async try(work) {
    try {
      return await work();
    } catch (error) {
      toast(this.over, error instanceof Refusal ? error.message : t("no-connection"));
      return undefined;
    }
  }

  /** Follows a link as this person would: into the bot, into a topic, or out to a new tab. */
  open(url, event) {
    const target = inside(url);
    if (!target) return;
    event?.preventDefault();
    const group = world.chats.get(target.topic?.chat);
    if (target.start !== undefined) this.start(this.person, target.start);
    else if (group && memberOf(group, this.person)) this.go(group.id, target.topic.thread);
    else toast(this.over, t("no-access"));
  }

  /** Opens the bot as somebody, where they are played if they are, with the payload of a link. */
  async start(person, payload) {
    (this.paneOf(person) ?? this).play(person, { chat: person });
    await this.try(() => api.act(person, "starts", payload ? { payload } : {}));
  }

  // What is drawn

  draw() {
    if (this.person !== MAIL && !this.account()) this.person = cast()[0]?.id ?? MAIL;
    const mail = this.person === MAIL;
    this.node.dataset.person = this.person;
    this.node.dataset.at = mail ? "mail" : this.inRoom() ? "room" : "list";
    this.node.setAttribute("aria-label", mail ? t("mailbox") : fullName(this.account()));
    this.body.hidden = mail;
    this.mailroom.node.hidden = !mail;
    this.drawSwitch();
    if (mail) this.mailroom.draw();
    else this.drawSide();
    if (this.inRoom()) this.drawRoom();
  }

  /** Draws a part again only when what it shows has changed. */
  once(part, looks, draw) {
    const now = JSON.stringify(looks);
    if (part.looks === now) return;
    part.looks = now;
    draw();
  }

  drawSwitch() {
    const person = this.account();
    this.tongue.hidden = !person;
    this.once(this.switch, [this.person, person, person && roleName(person), t("mailbox"), this.elsewhere()], () => {
      fill(this.switch, person ? personSign(person, "small") : mailSign("small"), this.name(), badge(this.elsewhere(), true), icon("down"));
      if (!person) return;
      fill(this.tongue, person.language_code.toUpperCase());
      this.tongue.title = t("person-language");
      this.tongue.setAttribute("aria-label", `${t("person-language")}: ${person.language_code}`);
    });
  }

  /** Who is played here, in two lines. */
  name() {
    const [name, line] = this.person === MAIL ? [t("mailbox"), t("mailbox-line")] : [fullName(this.account()), roleName(this.account())];
    return h("span", { class: "switch-text" }, h("b", {}, name), h("small", {}, line));
  }

  /** Unread by the others, which this pane could show. */
  elsewhere() {
    const others = cast().filter(({ id }) => id !== this.person);
    return others.reduce((sum, { id }) => sum + unreadInPrivate(id), 0) + (this.person === MAIL ? 0 : unreadMail());
  }

  drawSide() {
    const forum = this.value()?.is_forum ? this.value() : null;
    if (forum) drawTopics(this.list, this, forum);
    else drawChats(this.list, this);
    this.once(this.listHead, [this.person, forum?.title, forum?.members.length, t("chats")], () =>
      fill(this.listHead, forum && this.button("back-to-chats", "back", () => this.go(undefined)), forum && groupSign(forum, "small"),
        h("h2", {}, forum ? forum.title : t("chats"), forum && h("small", {}, t("members", { count: forum.members.length }))),
        this.button("list-menu", "more", (event) => sideMenu(event.currentTarget, this, forum))));
  }

  drawRoom() {
    const scene = this.scene();
    const { chat, thread } = scene;
    const messages = messagesOf(chat.id, thread);
    this.drawRoomHead(chat, thread);
    this.once(this.messages, [this.person, this.chat, this.thread], () => {
      this.messages.replaceChildren();
      if (!messages.length) this.scroll.fetch();
    });
    // the line that opens a topic says nothing inside it that its title does not
    const list = items(messages.filter((message) => !message.forum_topic_created), dayNumber);
    keyed(this.messages, list, { key: (item) => item.key, version: (item) => scene.tongue + item.version, render: (item) => render(item, scene) });
    this.about.hidden = list.length > 0 || chat.type !== "private";
    this.composer.show(scene);
    this.scroll.settle();
    if (this.isLookedAt() && see(this.person, chat, thread)) this.redraw();
  }

  isLookedAt = () => this.scroll.atEnd && document.visibilityState === "visible" && this.node.offsetParent !== null;

  drawRoomHead(chat, thread) {
    const { sign, title, closed } = heading(chat, thread);
    const typing = isTyping(chat.id, thread);
    const state = chat.type === "private" ? t(this.account().blocked ? "blocked" : "bot") : closed ? t("closed") : titleOfChat(chat);
    const line = typing ? t("typing") : state;
    this.once(this.roomHead, [sign.outerHTML, title, line, chat.id], () =>
      fill(this.roomHead, this.button("back", "back", () => this.go(this.value()?.is_forum ? this.chat : undefined)), sign,
        h("h2", { testid: "chat-title" }, title, h("small", { class: typing ? "typing" : "", testid: "chat-subtitle" }, line)),
        this.button("chat-menu", "more", (event) => roomMenu(event.currentTarget, this))));
  }

  button(testid, drawing, onclick) {
    const [label, look] = drawing === "back" ? [t("back"), "back"] : [t("menu"), ""];
    return h("button", { type: "button", class: `round-button ${look}`, testid, "aria-label": label, onclick }, icon(drawing));
  }

  earlier() {
    return this.try(() => loadEarlier(this.chat, this.topic()));
  }

  /** Shows a message that another one answers. */
  jump(id) {
    const node = document.getElementById(`m-${this.index}-${this.chat}-${id}`);
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.remove("flash");
    requestAnimationFrame(() => node.classList.add("flash"));
  }

  // What happens

  switchMenu() {
    menu(this.switch, choices(this), { testid: "person-menu", label: t("who") });
  }

  changeTongue() {
    const language = this.account().language_code === "ru" ? "en" : "ru";
    return this.try(() => api.change(this.person, { language }));
  }

  dropped(event) {
    event.preventDefault();
    this.composer.attach([...event.dataTransfer.files]);
  }

  /** Draws everything anew: the page speaks another language. */
  speakAgain() {
    for (const part of [this.switch, this.listHead, this.roomHead]) part.looks = undefined;
    this.learn();
  }

  /** Events that mean more to this pane than a new drawing. */
  heard(event) {
    const here = event.chat === this.chat;
    if (event.kind === "answer") this.answer(event);
    if (event.kind === "keyboard" && here) this.composer.keyboardCame();
    if (event.kind === "message" && here && event.message.from?.id === this.person) this.scroll.atEnd = true;
    if (["bot", "person", "loaded"].includes(event.kind)) this.learn();
  }

  answer({ query, person, text, show_alert: asAlert, url }) {
    this.answered.add(query);
    this.answers.get(query)?.();
    this.answers.delete(query);
    if (person !== this.person) return;
    if (text) (asAlert ? alertBox : toast)(this.over, text);
    if (url) this.open(url);
  }
}
