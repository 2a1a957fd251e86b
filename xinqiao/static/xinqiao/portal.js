// Saves what is being typed in this window only, shows the emergency numbers as soon as the words are there, and
// gets away quickly. Every page works without it.

const STORE = "xinqiao-draft:";

function forget(which = STORE) {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(which)) sessionStorage.removeItem(key);
}

const form = document.querySelector("form[data-draft]");
if (form) {
  const key = STORE + form.dataset.draft;
  const fields = () =>
    [...form.querySelectorAll("textarea, input:not([type]), input[type=text]")].filter((one) => one.id);
  let saved = {};
  try {
    saved = JSON.parse(sessionStorage.getItem(key)) ?? {};
  } catch {
    saved = {};
  }
  for (const one of fields()) if (!one.value && saved[one.id]) one.value = saved[one.id];
  for (const note of document.querySelectorAll("[data-saving]")) note.hidden = false;

  const panel = document.getElementById("danger");
  const words = (form.dataset.danger ?? "").split("|").filter(Boolean);
  const look = () => {
    const said = fields().map((one) => one.value.toLowerCase()).join("\n");
    if (panel && words.some((word) => said.includes(word)) && panel.hidden) panel.hidden = false;
  };
  form.addEventListener("input", () => {
    const now = Object.fromEntries(fields().filter((one) => one.value).map((one) => [one.id, one.value]));
    sessionStorage.setItem(key, JSON.stringify(now));
    look();
  });
  // Sending does not clear it: with the network cut at that moment the words would be nowhere.
  look();
} else {
  forget(STORE + "do-");
}

if (document.querySelector("[data-sent]")) forget();
for (const button of document.querySelectorAll("[data-forget]")) button.addEventListener("click", () => forget());

// A code that came in a square code stands behind the #, which no server sees; it goes into its box and out of sight.
const code = document.getElementById("id_code");
if (code && document.querySelector("form[data-follow]") && /^#\d{16}$/.test(location.hash)) {
  code.value = location.hash.slice(1);
}
// Neither number nor code stays in the address, where the browser's history would keep it.
if (document.querySelector("form[data-follow]") && (location.search || location.hash)) {
  history.replaceState(null, "", location.pathname);
}

for (const exit of document.querySelectorAll("[data-exit]")) {
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    forget();
    // Replacing leaves no page to come back to.
    location.replace(exit.href);
  });
}

// A page that the browser kept whole for the way back is asked for again: whoever left does not see it any more.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("[data-exit]")) location.reload();
});

// On a shared computer every page takes the place of the one before, so that "back" leads out of the matter.
if (document.querySelector("[data-traceless]")) {
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const plain = !event.defaultPrevented && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !plain || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.pathname === location.pathname && link.hash) return;
    event.preventDefault();
    location.replace(link.href);
  });
}
