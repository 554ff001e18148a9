// Everything here is extra: each journey works without it.

const QUIET = 3000; // milliseconds of no typing before a draft is kept
const SAID_EVERY = 60000; // a save is announced at most this often
const FAILED = "We could not save just now. Your words are still here. Try again.";

function clock(now) {
  const hours = now.getHours();
  const minutes = String(now.getMinutes()).padStart(2, "0");
  return `${hours % 12 || 12}:${minutes}${hours < 12 ? "am" : "pm"}`;
}

function keepDrafts(form) {
  const status = form.querySelector("[data-autosave-status]");
  let kept = new URLSearchParams(new FormData(form)).toString();
  let timer = 0;
  let saidAt = 0;
  let sending = false;
  let isWaiting = false; // words were left while others were on their way

  function say(words, isUrgent) {
    const now = Date.now();
    // A polite line is read out each time it changes, so between two announcements the words change unheard.
    status.setAttribute("aria-live", isUrgent ? "assertive" : now - saidAt < SAID_EVERY ? "off" : "polite");
    if (!isUrgent && now - saidAt >= SAID_EVERY) saidAt = now;
    status.classList.toggle("app-autosave--failed", isUrgent);
    status.textContent = words;
  }

  async function save() {
    clearTimeout(timer);
    const draft = new URLSearchParams(new FormData(form));
    if (form.dataset.sent || draft.toString() === kept) return;
    if (sending) { isWaiting = true; return; }
    sending = true;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: draft, redirect: "error", signal: AbortSignal.timeout(5000),
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      });
      if (!answer.ok) throw new Error(answer.status);
      kept = draft.toString();
      document.dispatchEvent(new Event("app:kept"));
      say(`Saved at ${clock(new Date())}`, false);
    } catch {
      say(FAILED, true);
    }
    sending = false;
    if (isWaiting) { isWaiting = false; save(); }
  }

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, QUIET); });
  form.addEventListener("focusout", save);
  form.addEventListener("submit", () => clearTimeout(timer));
}

// A second press of a button while the first is on its way does nothing.
function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 10000); // the answer may have been a file, and the page is still here
  });
  // The page comes back from the browser's memory with the mark still on it.
  addEventListener("pageshow", () => delete form.dataset.sent);
}

function warnBeforeSigningOut(box) {
  const minutes = Number(document.body.dataset.sessionMinutes);
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  let timer = 0;

  async function stay() {
    try {
      const answer = await fetch(box.dataset.signingOut, {
        method: "POST", redirect: "error", headers: { "X-CSRFToken": token.value },
      });
      if (!answer.ok) throw new Error(answer.status);
      box.replaceChildren();
      start();
    } catch {
      const words = document.createElement("p");
      words.textContent = "We could not keep you signed in. Copy what you typed, then sign in again.";
      box.replaceChildren(words);
    }
  }

  function warn() {
    const words = document.createElement("p");
    words.textContent = "You have been away for a while. To keep your records safe we will sign you out in 5 minutes.";
    const button = document.createElement("button");
    button.className = "nhsuk-button nhsuk-button--secondary";
    button.type = "button";
    button.textContent = "Stay signed in";
    button.addEventListener("click", stay);
    box.replaceChildren(words, button);
  }

  function start() {
    clearTimeout(timer);
    // Five minutes before, and five more: the server may count from up to five minutes before the last page.
    timer = setTimeout(warn, Math.max(minutes - 10, 0) * 60000);
  }

  document.addEventListener("app:kept", start);
  start();
}

function printOnPress(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A server hangs up on a file that is far too big, and a browser then shows no page: so it is said before it is sent.
function refuseBigFile(box) {
  box.addEventListener("change", () => {
    box.parentElement.querySelectorAll("[data-said]").forEach((words) => words.remove());
    if (![...box.files].some((file) => file.size > Number(box.dataset.mostBytes))) return;
    const words = document.createElement("p");
    words.className = "nhsuk-error-message";
    words.dataset.said = "";
    words.setAttribute("role", "alert");
    words.textContent = `${box.dataset.tooBig}. We took it out.`;
    box.value = "";
    box.before(words);
  });
}

document.querySelectorAll("form[method=post]").forEach(sendOnce);
document.querySelectorAll("form[data-autosave]").forEach(keepDrafts);
document.querySelectorAll("[data-signing-out]").forEach(warnBeforeSigningOut);
document.querySelectorAll("button[data-print]").forEach(printOnPress);
document.querySelectorAll("[data-most-bytes]").forEach(refuseBigFile);
