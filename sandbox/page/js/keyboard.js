// Buttons: those under a message, and those in place of the keyboard.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./words.js";

const WAIT = 15000; // as long as Telegram lets a button spin

/** The buttons under a message. A pressed one spins until the bot answers the query. */
export function inlineKeyboard(message, scene) {
  const rows = message.reply_markup?.inline_keyboard;
  return rows && h("div", { class: "inline-keyboard" }, rows.map((row) =>
    h("div", { class: "buttons" }, row.map((button) => inlineButton(button, message, scene)))));
}

function inlineButton(button, message, scene) {
  const looks = { class: `inline-button ${button.style ?? ""}`, testid: "inline-button" };
  if (button.url) {
    const follow = (event) => scene.open(button.url, event);
    return h("a", { ...looks, href: button.url, target: "_blank", rel: "noopener", onclick: follow }, button.text, icon("link"));
  }
  if (button.copy_text) {
    const copy = () => navigator.clipboard.writeText(button.copy_text.text).then(() => scene.toast(t("copied")));
    return h("button", { ...looks, type: "button", onclick: copy }, button.text, icon("copy"));
  }
  const press = async (event) => {
    const node = event.currentTarget;
    if (node.classList.contains("waiting")) return;
    node.classList.add("waiting");
    const done = () => node.classList.remove("waiting");
    setTimeout(done, WAIT);
    const pressed = await scene.act("presses", { data: button.callback_data, message_id: message.message_id });
    if (pressed) scene.awaitAnswer(pressed.query, done);
    else done();
  };
  return h("button", { ...looks, type: "button", disabled: !button.callback_data, onclick: press }, button.text);
}

/** The bot's keyboard in place of the letters; `used()` after a press of one that goes away. */
export function replyKeyboard(markup, scene, used) {
  return markup.keyboard.map((row) =>
    h("div", { class: "buttons" }, row.map((given) => {
      const button = typeof given === "string" ? { text: given } : given;
      const press = async () => {
        if (markup.one_time_keyboard) used();
        if (button.request_contact) await scene.act("shares_contact");
        else if (button.request_location) await scene.act("sends", { kind: "location" });
        else await scene.act("presses", { label: button.text });
      };
      const drawing = button.request_contact ? "contact" : button.request_location && "place";
      return h("button", { type: "button", class: `reply-button ${button.style ?? ""}`, testid: "reply-button", onclick: press },
        drawing && icon(drawing), button.text);
    })));
}
