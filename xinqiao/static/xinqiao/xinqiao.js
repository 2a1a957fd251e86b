// Everything works without this file; with it, errors take the focus, long texts are counted, choices unfold.
import { initAll } from "../vendor/govuk.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// "Print this page" is only offered where it can be done.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
