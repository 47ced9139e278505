// What a page does with scripts: controls that answer at once, drawings that show figures, files of them, and a notice when figures change.
// Without it every page is whole: controls have a button, drawings a table beside them, every chart a file.

const main = () => document.querySelector("main");
const notice = document.querySelector("#notice");
const spoken = document.querySelector("#spoken");

document.documentElement.classList.add("scripted");

function say(text, link) {
  notice.replaceChildren(text);
  if (link) {
    const anchor = Object.assign(document.createElement("a"), { href: link.href, textContent: link.text });
    notice.append(" ", anchor);
  }
  notice.hidden = false;
}

// Controls: the page of the new question replaces this whole page, so that figures of the two are never mixed.
let asked = 0;
let shown = location.pathname + location.search;

async function show(address, push) {
  const turn = ++asked;
  main().setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("main");
    if (turn !== asked) return;
    if (!next || answer.status >= 500 || [414, 429].includes(answer.status)) throw new Error(String(answer.status));
    const held = document.activeElement?.id;
    main().replaceWith(document.adoptNode(next));
    document.title = page.title;
    document.querySelector('link[rel="canonical"]')?.setAttribute("href", page.querySelector('link[rel="canonical"]')?.getAttribute("href") ?? address.href);
    document.documentElement.dataset.release = page.documentElement.dataset.release ?? "";
    notice.hidden = true;
    if (push) history.pushState(null, "", address);
    shown = location.pathname + location.search;
    ready();
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
    spoken.textContent = main().querySelector("h1")?.textContent ?? "";
  } catch {
    if (turn !== asked) return;
    main().removeAttribute("aria-busy");
    // Where the browser has gone back already, the address must not be shown with other figures.
    if (!push) history.pushState(null, "", shown);
    say("The new figures could not be fetched. What you see is as it was; try again in a minute.", { href: address.pathname + address.search, text: "Try again" });
  }
}

function asAsked(form, changed) {
  const address = new URL(form.action);
  address.search = "";
  // Another return or scope has other years: ours may not be among them.
  const dropped = changed && ["return", "scope"].includes(changed) ? ["from", "to"] : [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "" && !dropped.includes(name)) address.searchParams.append(name, value);
  }
  return address;
}

document.addEventListener("change", event => {
  const control = event.target;
  if (control.matches("form.controls select") && control.form) void show(asAsked(control.form, control.name), true);
});
document.addEventListener("submit", event => {
  const form = event.target;
  if (!form.matches("form.controls")) return;
  event.preventDefault();
  void show(asAsked(form), true);
});
addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) void show(new URL(location.href), false);
  else {
    // To go to a place in the page is no other question, and to come back before another's answer takes that back.
    asked++;
    main().removeAttribute("aria-busy");
  }
});

// Drawings: what the reader points at is described below, and highlighted in every drawing of the page.
function tell(event) {
  const mark = event.target.closest?.(".drawing title, .drawing [data-area], .drawing .bar, .drawing .line path");
  const title = mark?.querySelector("title") ?? mark?.parentElement?.querySelector("title");
  const told = mark?.closest(".chart")?.querySelector(".told");
  if (!title || !told) return;
  told.textContent = title.textContent;
  document.querySelectorAll(".told-of").forEach(own => own.classList.remove("told-of"));
  const code = mark?.closest("[data-area]")?.getAttribute("data-area");
  if (code) document.querySelectorAll(`[data-area="${CSS.escape(code)}"]`).forEach(own => own.classList.add("told-of"));
}
document.addEventListener("pointerover", tell);
document.addEventListener("pointerdown", tell);

// PNG: the drawing at an address, painted at twice its size.
async function png(button) {
  try {
    const answer = await fetch(button.dataset.svg);
    if (!answer.ok) throw new Error(String(answer.status));
    const source = URL.createObjectURL(await answer.blob());
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.naturalWidth * 2, height: image.naturalHeight * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(source);
    const painted = await new Promise((resolve, reject) => canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error("empty"))), "image/png"));
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(painted), download: button.dataset.name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch {
    say("The picture could not be made. The SVG beside it is the same drawing.");
  }
}
document.addEventListener("click", event => {
  const button = event.target.closest?.("button[data-svg]");
  if (button) void png(button);
});

function ready() {
  document.querySelectorAll(".needs-script").forEach(own => (own.hidden = false));
  // A page does not know at which name it is reached; a browser does.
  document.querySelectorAll(".embed-line").forEach(own => (own.textContent = own.textContent.replace("https://YOUR-BUDGETWATCH", location.origin)));
}
ready();

// A notice when another release is live. A page keeps its figures until the reader asks for others.
const lookEvery = Number(document.documentElement.dataset.lookEvery ?? 60) * 1000;

async function look() {
  const shown = document.documentElement.dataset.release;
  if (document.hidden || !shown || document.documentElement.dataset.pinned !== undefined) return;
  try {
    const answer = await fetch("/api/v1/releases/live", { cache: "no-cache" });
    if (!answer.ok) return;
    const live = await answer.json();
    if (live.id !== document.documentElement.dataset.release) say("New figures have been published since this page was made.", { href: location.pathname + location.search, text: "Show them" });
  } catch {
    // Nothing is known of another release: what is shown stays right.
  }
}
setInterval(() => void look(), lookEvery);
document.addEventListener("visibilitychange", () => void look());
