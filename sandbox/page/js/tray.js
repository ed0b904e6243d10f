// Files picked, pasted or dropped, waiting above the line to be sent.

import { api } from "./api.js";
import { kindOf } from "./content.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { bytes, t } from "./words.js";

const MOST = 10; // in one go, as Telegram's clients allow
const ALBUM = { photo: "visual", video: "visual", document: "document", audio: "audio" }; // what may stand together
const SIGNS = { photo: "photo", voice: "voice" };

export class Tray {
  constructor() {
    this.files = []; // {file, kind}
    this.node = h("div", { class: "tray", hidden: true });
  }

  add(files) {
    this.hold([...this.files, ...files.map((file) => ({ file, kind: kindOf(file) }))].slice(0, MOST));
  }

  /** Holds these instead. */
  hold(files) {
    this.files = files;
    this.node.hidden = !files.length;
    fill(this.node, files.map((each) => this.chip(each)), files.some(({ file }) => kindOf(file) !== "document") && this.choice());
  }

  chip(held) {
    const drop = () => this.hold(this.files.filter((each) => each !== held));
    return h("span", { class: "tray-file", testid: "tray-file" }, icon(SIGNS[held.kind] ?? "file"),
      h("span", {}, held.file.name, h("small", {}, bytes(held.file.size))),
      h("button", { type: "button", "aria-label": t("remove"), onclick: drop }, icon("close")));
  }

  /** As photos and videos, or all as plain files. */
  choice() {
    const plain = this.files.every(({ kind }) => kind === "document");
    const choose = ({ target }) => this.hold(this.files.map(({ file }) => ({ file, kind: target.checked ? "document" : kindOf(file) })));
    return h("label", { class: "as-file" }, h("input", { type: "checkbox", checked: plain, onchange: choose }), t("as-files"));
  }
}

/** Sends files as a person's client does: what may stand together as an album, the caption with the first. */
export async function sendFiles(scene, files, caption, answer) {
  const kept = [];
  for (const { file, kind } of files) {
    const uploaded = await scene.try(() => api.upload(file));
    if (!uploaded) return undefined;
    kept.push({ kind, file: uploaded.file });
  }
  let sent;
  for (const [first, ...others] of together(kept)) {
    const item = sent === undefined && caption ? { ...first, caption } : first;
    sent = others.length
      ? await scene.act("sends_album", { items: [item, ...others], ...answer })
      : await scene.act("sends", { ...item, ...answer });
    if (sent === undefined) return undefined;
  }
  return sent;
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
