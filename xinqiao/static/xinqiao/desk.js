// Keys of the desk: j and k move, Enter opens, / searches, a letter beside a link follows it, Ctrl+Enter sends a form.
// Without this file everything can still be done with Tab and Enter.

const typing = (target) => target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]") !== null;

// Somebody who dictates to the computer must be able to switch off keys that are plain letters.
const OFF = "xinqiao.desk.keys.off";
const off = () => localStorage.getItem(OFF) !== null;
for (const button of document.querySelectorAll("[data-keys-switch]")) {
  const say = () => { button.textContent = off() ? button.dataset.on : button.dataset.off; };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (off()) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    say();
  });
  say();
}

function move(step) {
  const links = [...document.querySelectorAll("[data-rows] a[data-row]")].filter((one) => one.offsetParent !== null);
  if (links.length === 0) return;
  const now = links.indexOf(document.activeElement);
  const next = now < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(now + step, 0), links.length - 1);
  links[next].focus();
  links[next].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form[data-ctrl-enter]");
    if (form) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-primary]"));
    }
    return;
  }
  if (off() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "/") {
    const box = document.querySelector("[data-find]");
    if (!box) return;
    box.focus();
    box.select();
  } else {
    const link = document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`);
    if (!link) return;
    link.click();
  }
  event.preventDefault();
});

// A form that was opened in place takes the focus, and the page comes to it.
document.addEventListener("htmx:afterSwap", (event) => {
  const heading = event.target.querySelector("[data-opened]");
  if (heading) {
    heading.focus();
    heading.scrollIntoView({ block: "start" });
  }
});

// A form is sent once: the second click while the first is under way does nothing.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post" || event.target.dataset.again !== undefined) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A citation goes into the basis of an answer as it stands in the library. Without this file the button sends the form,
// and the page comes back with the words put in.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-cite]");
  if (!button) return;
  const words = document.getElementById(button.dataset.cite);
  const field = document.getElementById(button.dataset.into);
  if (!words || !field) return;
  event.preventDefault();
  field.value = [field.value.trimEnd(), words.textContent].filter(Boolean).join("\n");
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
});

// What a machine proposes is taken over by a press, and stays open to be changed.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-adopt]");
  const field = button && document.getElementById(button.dataset.into);
  if (!field) return;
  event.preventDefault();
  field.value = button.dataset.adopt;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
});
