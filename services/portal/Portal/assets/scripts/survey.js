// One part of the survey at a time. Without this script the whole form is there at once; nothing is sent before the end.
const form = document.getElementById("survey");
const blocks = form ? [...form.querySelectorAll("[data-block]")] : [];
const said = document.getElementById("survey-said");

const text = (template, ...values) => template.replace(/\{(\d)\}/g, (_, i) => values[i]);

if (blocks.length > 1) {
  const words = form.dataset;
  const end = form.querySelector(".survey-end");
  let here = 0;

  const steps = document.createElement("div");
  steps.className = "steps";
  const where = document.createElement("p");
  where.className = "over-title";
  where.setAttribute("role", "status");
  const line = document.createElement("ol");
  line.className = "steps-line";
  line.setAttribute("aria-hidden", "true");
  line.append(...blocks.map(() => document.createElement("li")));
  steps.append(where, line);
  form.prepend(steps);

  const button = (label, kind, click) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `usa-button ${kind}`;
    made.textContent = label;
    made.addEventListener("click", click);
    return made;
  };

  const go = (to, focus) => {
    here = to;
    blocks.forEach((block, i) => { block.hidden = i !== here; });
    end.hidden = here !== blocks.length - 1;
    where.textContent = text(words.step, here + 1, blocks.length);
    [...line.children].forEach((part, i) => part.toggleAttribute("data-done", i <= here));
    form.closest(".survey").classList.toggle("survey-under-way", here > 0);
    back.hidden = here === 0;
    next.hidden = here === blocks.length - 1;
    if (focus) {
      steps.scrollIntoView();
      blocks[here].querySelector("h2").focus({ preventScroll: true });
    }
  };

  const open = () => [...blocks[here].querySelectorAll("fieldset")].filter((item) => !item.querySelector("input:checked")).length;
  let told = -1;
  const next = button(words.next, "", () => {
    const left = open();
    if (left > 0 && told !== here) {
      // Said once, never asked for: every question may be left.
      told = here;
      note.textContent = text(words.open, left);
      return;
    }
    note.textContent = "";
    go(here + 1, true);
  });
  const back = button(words.back, "usa-button--outline", () => { note.textContent = ""; go(here - 1, true); });
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  const buttons = document.createElement("div");
  buttons.className = "step-buttons";
  buttons.append(back, next);
  end.before(note, buttons);
  go(0, false);
}

form?.addEventListener("submit", (event) => {
  if (!navigator.onLine) {
    event.preventDefault();
    said.textContent = form.dataset.offline;
  }
});
