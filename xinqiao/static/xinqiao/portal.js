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
  history.replaceState(null, "", location.pathname + location.search);
}

for (const exit of document.querySelectorAll("[data-exit]")) {
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    forget();
    // Replacing leaves no page to come back to.
    location.replace(exit.href);
  });
}
