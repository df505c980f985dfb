// Small steps that make the pages easier; every one of them works without this script too.
// Leave quickly: the page goes out of the history, so that "back" does not show it.
for (const link of document.querySelectorAll("a[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    for (const form of document.forms) form.reset();
    try { sessionStorage.clear(); } catch { /* the browser keeps none */ }
    document.body.hidden = true;
    location.replace(link.href);
  });
}

// A form sent twice in a hurry is sent once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.again !== undefined) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, 8000);
});
addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    document.getElementById(`${button.dataset.copy}-said`).textContent = button.dataset.said;
  });
}

// Progress: asks for the page again and puts in only the part that changes.
const follow = async () => {
  const part = document.querySelector("[data-follow]");
  if (!part) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", headers: { accept: "text/html" } });
    if (answer.redirected || !answer.ok) { location.reload(); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-follow]");
    if (!now) { location.reload(); return; }
    part.replaceWith(now);
  } catch { /* no connection for a moment: the next turn asks again */ }
  setTimeout(follow, 1500);
};
setTimeout(follow, 1000);

// Which file was chosen, and how it begins, before it is sent.
for (const input of document.querySelectorAll("input[type=file][data-preview]")) {
  const said = document.getElementById(input.dataset.preview);
  input.addEventListener("change", async () => {
    const file = input.files[0];
    said.hidden = !file;
    if (!file) return;
    const size = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(file.size / 1024);
    said.querySelector("p").textContent = `${file.name}, ${size} KB`;
    said.querySelector("pre").textContent = (await file.slice(0, 2000).text()).split(/\r?\n/).slice(0, 3).join("\n");
  });
}

if ("serviceWorker" in navigator && document.documentElement.dataset.offline) {
  navigator.serviceWorker.register("/sw.js").catch(() => {});
}
