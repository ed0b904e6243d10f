// A pane: one person, played by whoever looks. Their chats or topics on one side, a conversation on the other.

import { api, Refusal } from "./api.js";
import { items, render } from "./bubble.js";
import { Composer } from "./composer.js";
import { fill, h, keyed } from "./dom.js";
import { icon } from "./icons.js";
import { inside } from "./links.js";
import { drawChats, drawTopics, heading } from "./lists.js";
import { Mailroom } from "./mailroom.js";
import { badge, botSign, groupSign, mailSign, personSign, roleName, titleOfChat } from "./people.js";
import { alertBox, ask, menu, toast } from "./popup.js";
import { unreadMail } from "./postbox.js";
import { see, unreadInGroups, unreadInPrivate } from "./seen.js";
import { dayNumber, t } from "./words.js";
import { cast, fullName, groupsOf, isAdmin, isTyping, loadEarlier, messagesOf, privateChat, topicOf, world } from "./world.js";

const NEAR_END = 80; // pixels from the end within which a list follows what comes

const PERSONAL = new Set(["starts", "blocks", "unblocks"]); // done to the bot, wherever one is

export const MAIL = "mail";

export class Pane {
  /** `changed()` is called when the pane shows something else, so that it can be remembered. */
  constructor(index, place, changed) {
    Object.assign(this, { index, changed, answers: new Map(), answered: new Set() });
    this.switch = h("button", { type: "button", class: "switch", testid: "person-switch", "aria-haspopup": "menu", onclick: () => this.switchMenu() });
    this.tongue = h("button", { type: "button", class: "tongue", testid: "person-language", onclick: () => this.changeTongue() });
    this.listHead = h("header", { class: "head" });
    this.list = h("ul", { class: "rows", testid: "list" });
    this.roomHead = h("header", { class: "head" });
    this.messages = h("ol", { class: "messages", testid: "messages" });
    this.about = h("div", { class: "about", hidden: true, testid: "about-bot" });
    this.scroll = h("div", { class: "scroll", tabIndex: -1, onscroll: () => this.scrolled() }, this.about, this.messages);
    this.toEnd = h("button", { type: "button", class: "round-button to-end", hidden: true, testid: "to-end", onclick: () => this.goToEnd(true) }, icon("down"));
    this.composer = new Composer();
    this.room = h("div", { class: "room" }, this.roomHead, this.scroll, this.toEnd, this.composer.node);
    this.side = h("div", { class: "side" }, this.listHead, this.list);
    this.mailroom = new Mailroom(this);
    this.body = h("div", { class: "pane-body" }, this.side, this.room);
    this.over = h("div", { class: "over", "aria-live": "polite" });
    this.node = h("section", { class: "pane", testid: "pane" }, h("header", { class: "pane-head" }, this.switch, this.tongue), this.body, this.mailroom.node, this.over);
    this.acceptDrops();
    this.play(place.person, place);
  }

  /** Plays this person (or reads the mail), at a place or where they would look first. */
  play(person, { chat, thread } = {}) {
    this.person = person;
    if (person !== MAIL && chat === undefined) ({ chat, thread } = this.firstPlace(person));
    this.go(chat, thread);
  }

  firstPlace(person) {
    const [group] = groupsOf(person);
    return group && !isAdmin(group, person) ? { chat: group.id } : { chat: person };
  }

  /** Shows a chat, a topic of a forum, or (nothing given) the list. */
  go(chat, thread) {
    Object.assign(this, { chat, thread });
    this.end = true;
    this.drawn = undefined;
    this.changed();
    this.draw();
    if (this.person !== MAIL && this.inRoom()) this.composer.show(this.scene());
  }

  account = () => world.people.get(this.person);
  value = () => (this.chat === this.person ? privateChat(this.person) : world.chats.get(this.chat));
  inRoom = () => Boolean(this.value() && (!this.value().is_forum || this.thread !== undefined));

  /** What the parts of the pane need to know of it. */
  scene() {
    const chat = this.value();
    const person = this.account();
    const thread = chat.is_forum ? this.thread : undefined;
    const place = { chat: chat.id, thread: thread === "general" ? undefined : thread };
    return {
      index: this.index, viewer: this.person, person, chat, thread, tongue: person.language_code, grouped: chat.type !== "private", compose: this.composer,
      act: (what, facts) => this.try(() => api.act(this.person, what, PERSONAL.has(what) ? facts : { ...place, ...facts })),
      say: (text) => this.try(() => api.act(this.person, "says", { ...place, text })),
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
    if (target.start !== undefined) this.start(this.person, target.start);
    else if (world.chats.get(target.topic.chat)?.members?.some(({ id }) => id === this.person)) this.go(target.topic.chat, target.topic.thread);
    else toast(this.over, t("no-access"));
  }

  /** Opens the bot as somebody, with the payload of a link. */
  async start(person, payload) {
    this.play(person, { chat: person });
    await this.try(() => api.act(person, "starts", payload ? { payload } : {}));
  }

  /** Draws everything again in the page's new language. */
  speakAgain() {
    this.switchLooks = this.sideLooks = this.headLooks = undefined;
    if (this.person !== MAIL && this.inRoom()) this.composer.show(this.scene());
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
    else {
      this.drawSide();
      if (this.inRoom()) this.drawRoom();
    }
  }

  drawSwitch() {
    const mail = this.person === MAIL;
    const looks = JSON.stringify([mail ? MAIL : this.account(), t("mailbox"), mail || roleName(this.account()), this.elsewhere()]);
    if (looks === this.switchLooks) return;
    this.switchLooks = looks;
    const person = this.account();
    fill(this.switch, mail ? mailSign("small") : personSign(person, "small"),
      h("span", { class: "switch-text" }, h("b", {}, mail ? t("mailbox") : fullName(person)), h("small", {}, mail ? t("mailbox-line") : roleName(person))),
      badge(this.elsewhere(), true), icon("down"));
    this.tongue.hidden = mail;
    if (mail) return;
    fill(this.tongue, person.language_code.toUpperCase());
    this.tongue.title = t("person-language");
    this.tongue.setAttribute("aria-label", `${t("person-language")}: ${person.language_code}`);
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
    const looks = JSON.stringify([forum, this.person, t("chats")]);
    if (looks === this.sideLooks) return;
    this.sideLooks = looks;
    const back = () => this.go(undefined);
    fill(this.listHead, forum && this.backButton(back, "back-to-chats"), forum && groupSign(forum, "small"),
      h("h2", {}, forum ? forum.title : t("chats"), forum && h("small", {}, t("members", { count: forum.members.length }))),
      this.moreButton(() => this.sideMenu(forum), "list-menu"));
  }

  drawRoom() {
    const chat = this.value();
    const thread = chat.is_forum ? this.thread : undefined;
    this.drawRoomHead(chat, thread);
    const place = `${this.person}/${this.chat}/${this.thread}`;
    if (this.drawn !== place) {
      this.drawn = place;
      this.messages.replaceChildren();
      this.complete = false;
      if (!messagesOf(chat.id, thread).length) this.earlier();
    }
    const scene = this.scene();
    const list = items(messagesOf(chat.id, thread).filter((message) => !hiddenService(message)), dayNumber);
    keyed(this.messages, list, { key: (item) => item.key, version: (item) => item.version, render: (item) => render(item, scene) });
    this.drawAbout(chat, list.length);
    this.composer.scene = scene;
    this.composer.update();
    this.settle(chat, thread);
  }

  drawRoomHead(chat, thread) {
    const { sign, title, closed } = heading(chat, thread);
    const typing = isTyping(chat.id, thread);
    const subtitle = typing ? t("typing") : chat.type === "private" ? (this.account().blocked ? t("blocked") : t("bot")) : closed ? t("closed") : titleOfChat(chat);
    const looks = [sign.outerHTML, title, subtitle, chat.id].join("|");
    if (looks === this.headLooks) return;
    this.headLooks = looks;
    fill(this.roomHead, this.backButton(() => this.go(chat.is_forum ? chat.id : undefined)), sign,
      h("h2", { testid: "chat-title" }, title, h("small", { class: typing ? "typing" : "", testid: "chat-subtitle" }, subtitle)),
      this.moreButton(() => this.roomMenu(), "chat-menu"));
  }

  backButton(onclick, testid = "back") {
    return h("button", { type: "button", class: "round-button back", testid, "aria-label": t("back"), onclick }, icon("back"));
  }

  moreButton(onclick, testid) {
    return h("button", { type: "button", class: "round-button", testid, "aria-label": t("menu"), "aria-haspopup": "menu", onclick }, icon("more"));
  }

  /** The empty chat: who the bot is, before Start. */
  async drawAbout(chat, count) {
    this.about.hidden = count > 0 || chat.type !== "private";
    if (this.about.hidden) return;
    const { description } = await api.menu(this.person, chat.id).catch(() => ({}));
    fill(this.about, botSign("large"), h("b", {}, fullName(world.bot)), h("p", {}, description || t("empty-chat")));
  }

  // Scrolling

  settle(chat, thread) {
    if (this.end) this.goToEnd();
    const looking = document.visibilityState === "visible" && this.node.offsetParent !== null;
    if (looking && this.end) see(this.person, chat, thread);
    this.toEnd.setAttribute("aria-label", t("to-end"));
  }

  goToEnd(smooth = false) {
    this.end = true;
    this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroll;
    this.end = scrollHeight - scrollTop - clientHeight < NEAR_END;
    this.toEnd.hidden = this.end;
    if (scrollTop < NEAR_END && scrollHeight > clientHeight) this.earlier();
  }

  async earlier() {
    if (this.complete || this.fetching || !world.loaded) return;
    this.fetching = true;
    const height = this.scroll.scrollHeight - this.scroll.scrollTop;
    this.complete = !(await this.try(() => loadEarlier(this.chat, this.value().is_forum ? this.thread : undefined)));
    this.fetching = false;
    if (!this.end) this.scroll.scrollTop = this.scroll.scrollHeight - height;
  }

  jump(id) {
    const node = document.getElementById(`m-${this.index}-${this.chat}-${id}`);
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.remove("flash");
    requestAnimationFrame(() => node.classList.add("flash"));
  }

  // Menus

  switchMenu() {
    menu(this.switch, this.choices((person) => this.play(person)), { testid: "person-menu", label: t("who") });
  }

  /** Rows of everybody there is to play, and the mailbox. */
  choices(run) {
    const people = cast().map((person) => ({
      label: fullName(person), line: `${roleName(person)} · ${person.language_code}`, sign: personSign(person, "small"), chosen: person.id === this.person,
      badge: badge(unreadInPrivate(person.id)) || badge(unreadInGroups(person.id), true), testid: `person-${person.id}`, run: () => run(person.id),
    }));
    return [...people, { label: t("mailbox"), line: t("mailbox-line"), sign: mailSign("small"), chosen: this.person === MAIL, badge: badge(unreadMail()), testid: "person-mail", run: () => run(MAIL) }];
  }

  roomMenu() {
    const chat = this.value();
    const { act, say } = this.scene();
    const anchor = this.roomHead.querySelector("[data-testid=chat-menu]");
    if (chat.type === "private") {
      const { blocked } = this.account();
      menu(anchor, [
        { label: t("restart"), icon: "send", testid: "do-start", run: () => say("/start"), disabled: blocked },
        blocked ? { label: t("unblock"), icon: "check", testid: "do-unblock", run: () => act("unblocks") }
          : { label: t("block"), icon: "ban", danger: true, testid: "do-block", run: () => act("blocks") },
      ]);
      return;
    }
    const topic = topicOf(chat, this.thread);
    menu(anchor, [
      topic && { label: t("rename-topic"), icon: "edit", testid: "do-rename-topic", run: () => this.renameTopic(topic, act) },
      topic && (topic.closed ? { label: t("reopen-topic"), icon: "unlock", testid: "do-reopen-topic", run: () => act("reopens_topic") }
        : { label: t("close-topic"), icon: "lock", testid: "do-close-topic", run: () => act("closes_topic") }),
      topic && { label: t("delete-topic"), icon: "trash", danger: true, testid: "do-delete-topic", run: () => act("deletes_topic") },
      { label: t("leave"), icon: "ban", danger: true, testid: "do-leave", run: () => this.leave(chat) },
    ]);
  }

  async renameTopic(topic, act) {
    const name = await ask(this.over, { title: t("rename-topic"), value: topic.name });
    if (name) await act("renames_topic", { name });
  }

  async leave(group) {
    await this.try(() => api.act(this.person, "leaves", { chat: group.id }));
    this.play(this.person);
  }

  sideMenu(forum) {
    const anchor = this.listHead.querySelector("[data-testid=list-menu]");
    const joined = new Set(groupsOf(this.person));
    menu(anchor, [
      forum && { label: t("new-topic"), icon: "plus", testid: "do-new-topic", run: () => this.newTopic(forum) },
      forum && { label: t("leave"), icon: "ban", danger: true, testid: "do-leave", run: () => this.leave(forum) },
      ...groupsOf().filter((group) => !joined.has(group)).map((group) => ({
        label: t("join", { name: group.title }), icon: "group", testid: "do-join", run: () => this.try(() => api.act(this.person, "joins", { chat: group.id })),
      })),
      { label: t("person-language"), line: this.account().language_code, icon: "edit", run: () => this.changeTongue() },
    ]);
  }

  async newTopic(forum) {
    const name = await ask(this.over, { title: t("new-topic"), accept: t("make") });
    const topic = name && (await this.try(() => api.act(this.person, "opens_topic", { chat: forum.id, name })));
    if (topic) this.go(forum.id, topic.message_thread_id);
  }

  changeTongue() {
    const language = this.account().language_code === "ru" ? "en" : "ru";
    return this.try(() => api.change(this.person, { language }));
  }

  acceptDrops() {
    this.room.addEventListener("dragover", (event) => event.preventDefault());
    this.room.addEventListener("drop", (event) => {
      event.preventDefault();
      this.composer.attach([...event.dataTransfer.files]);
    });
  }

  /** Events that concern this pane beyond a new drawing. */
  heard(event) {
    if (event.kind === "answer") this.answer(event);
    if (this.person === MAIL) return;
    if (event.kind === "keyboard" && event.chat === this.chat) this.composer.hidden.clear();
    if (event.kind === "message" && event.chat === this.chat && event.message.from?.id === this.person) this.end = true;
    if (["bot", "person", "loaded"].includes(event.kind) && this.inRoom()) this.composer.show(this.scene());
  }

  answer({ query, person, text, show_alert: asAlert, url }) {
    this.answered.add(query);
    this.answers.get(query)?.();
    this.answers.delete(query);
    if (person !== this.person) return;
    if (text) asAlert ? alertBox(this.over, text) : toast(this.over, text);
    if (url) this.open(url);
  }
}

/** The line that opens a topic says nothing inside it that its title does not. */
const hiddenService = (message) => Boolean(message.forum_topic_created && !message.text);
