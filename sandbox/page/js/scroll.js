// The conversation's window: it follows what comes while its end is in sight, and fetches what came before.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./words.js";

const NEAR = 80; // pixels from an end that count as being there

export class Scroll {
  /** `earlier()` fetches what came before, and says whether there was any. */
  constructor(earlier, ...content) {
    this.earlier = earlier;
    this.atEnd = true;
    this.window = h("div", { class: "scroll", tabIndex: -1, onscroll: () => this.moved() }, content);
    this.window.addEventListener("load", () => this.settle(), true); // pictures make it longer when they come
    this.button = h("button", { type: "button", class: "round-button to-end", hidden: true, testid: "to-end", onclick: () => this.toEnd("smooth") }, icon("down"));
  }

  /** Another conversation is shown now. */
  begin() {
    this.atEnd = true;
    this.complete = false;
  }

  /** After each drawing. */
  settle() {
    if (this.atEnd) this.toEnd("instant");
    this.button.setAttribute("aria-label", t("to-end"));
  }

  toEnd(behavior) {
    this.atEnd = true;
    this.window.scrollTo({ top: this.window.scrollHeight, behavior });
  }

  moved() {
    const { scrollTop, scrollHeight, clientHeight } = this.window;
    this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    this.button.hidden = this.atEnd;
    if (scrollTop < NEAR && scrollHeight > clientHeight) this.fetch();
  }

  /** Once at a time, until there is nothing more; what is in sight stays where it is. */
  async fetch() {
    if (this.complete || this.fetching) return;
    this.fetching = true;
    const below = this.window.scrollHeight - this.window.scrollTop;
    this.complete = !(await this.earlier());
    this.fetching = false;
    requestAnimationFrame(() => this.atEnd || (this.window.scrollTop = this.window.scrollHeight - below));
  }
}
