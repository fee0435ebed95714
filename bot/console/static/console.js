// Keys and a look for news; every page works without it.
const typing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
const go = (id) => document.getElementById(id)?.click();

function step(by) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const at = rows.indexOf(document.activeElement);
  rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j") document.querySelector("[data-row]") ? step(1) : go("older");
  if (event.key === "k") document.querySelector("[data-row]") ? step(-1) : go("newer");
  if (event.key === "e") go("reviewed");
});

const log = document.getElementById("log");
if (log) {
  const look = async () => {
    const answer = await fetch(`${log.dataset.news}?after=${log.dataset.last}`).catch(() => null);
    if (answer?.redirected || answer?.status === 401) return location.reload(); // signed out: nothing stays on the screen
    if (answer?.ok && (await answer.json()).new) document.getElementById("news").hidden = false;
    else setTimeout(look, 5000);
  };
  setTimeout(look, 5000);
}
