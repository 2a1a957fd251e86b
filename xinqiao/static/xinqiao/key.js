// Security keys: hands what the page asks to the browser, and the browser's answer back to the page's form (WebAuthn).
// Pages with this file work without it too: there is always a code to type instead.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (one) => ({ ...one, id: bytes(one.id) });

async function create(asked) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: (asked.excludeCredentials ?? []).map(known),
    },
  });
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    clientExtensionResults: {},
    response: { clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject) },
  };
}

async function get(asked) {
  const made = await navigator.credentials.get({
    publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: (asked.allowCredentials ?? []).map(known) },
  });
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      authenticatorData: text(made.response.authenticatorData),
      signature: text(made.response.signature),
    },
  };
}

const able = window.PublicKeyCredential !== undefined && navigator.credentials !== undefined;
for (const one of document.querySelectorAll("[data-key-none]")) one.hidden = able;
for (const form of able ? document.querySelectorAll("[data-key-form]") : []) {
  const failed = form.querySelector("[data-key-failed]");
  form.hidden = false;
  form.querySelector("[data-key-ask]").addEventListener("click", async () => {
    failed.hidden = true;
    try {
      const asked = JSON.parse(form.dataset.asked).publicKey;
      const answer = form.dataset.keyForm === "create" ? await create(asked) : await get(asked);
      form.elements.key.value = JSON.stringify(answer);
      form.requestSubmit();
    } catch {
      failed.hidden = false;
    }
  });
}
