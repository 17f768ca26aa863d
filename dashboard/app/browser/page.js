// What belongs to the page as a whole: language and direction, words that are not ours, landmarks, the link to copy, light or dark.
const NARROW = matchMedia("(max-width: 640px)");
const DATA = "[data-testid=stHtml], .marsad-table, .marsad-cloud, .marsad-chips, .js-plotly-plot";
const SPOKEN = ["aria-label", "title", "placeholder"];
const YEAR = 31536000;

// Replaces whole texts by ours; what stood there is kept, so that the other language finds it again.
function translator(foreign) {
  const exact = new Map(Object.entries(foreign).filter(([english]) => !english.includes("{}")));
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const open = Object.entries(foreign)
    .filter(([english]) => english.includes("{}"))
    .map(([english, ours]) => [new RegExp(`^${english.split("{}").map(escaped).join("(.*)")}$`), ours]);
  return (text) => {
    const found = exact.get(text);
    if (found) return found;
    for (const [pattern, ours] of open) {
      const read = pattern.exec(text);
      if (read) return ours.replace("{}", () => read[1]);
    }
    return null;
  };
}

function replaced(holder, name, text, translate) {
  const kept = (holder.marsadSaid ??= {});
  const before = kept[name]?.ours === text ? kept[name].english : text;
  const ours = translate(before.trim());
  if (ours === null || ours === text) return null;
  kept[name] = { english: before, ours };
  return ours;
}

// Sentences that a click on a chart asked for stand under the chart: the page comes to them once, not each time they are drawn.
function asked() {
  const title = document.querySelector(".evidence-title[data-about]");
  if (!title && document.querySelector(".marsad-waiting")) return;
  const about = title?.dataset.about ?? "";
  const before = document.documentElement.marsadAbout ?? "";
  document.documentElement.marsadAbout = about;
  if (about && about !== before) title.scrollIntoView({ block: "center" });
}

function tidy(data, translate, roots) {
  for (const root of roots) {
    const start = root.nodeType === Node.TEXT_NODE ? root.parentElement : root;
    if (!start?.isConnected || start.closest(DATA)) continue;
    const walk = document.createTreeWalker(start, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node.nodeType === Node.ELEMENT_NODE && node.matches(DATA) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    for (let node = start; node; node = walk.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        const ours = replaced(node, "text", node.nodeValue, translate);
        if (ours !== null) node.nodeValue = ours;
        continue;
      }
      for (const name of SPOKEN) {
        const held = node.getAttribute(name);
        const ours = held && replaced(node, name, held, translate);
        if (ours) node.setAttribute(name, ours);
      }
    }
  }
  for (const [part, label] of Object.entries(data.labels)) {
    for (const found of document.querySelectorAll(part)) {
      if (found.getAttribute("aria-label") !== label) found.setAttribute("aria-label", label);
    }
  }
  const pointed = document.querySelector("mark.here:not([data-seen])");
  if (pointed) {
    for (const piece of document.querySelectorAll("mark.here")) piece.dataset.seen = "";
    pointed.scrollIntoView({ block: "center" });
  }
  asked();
  for (const row of document.querySelectorAll(".st-key-groups, .st-key-pages")) {
    if (row.getAttribute("role") === "navigation") continue;
    row.setAttribute("role", "navigation");
    row.setAttribute("aria-label", row.matches(".st-key-pages") ? data.group : data.navigation);
  }
  for (const link of document.querySelectorAll(".st-key-groups a, .st-key-pages a")) {
    const here = Boolean(link.closest("[class*=st-key-here_]"));
    const current = here ? (link.closest(".st-key-groups") && document.querySelector(".st-key-pages") ? "true" : "page") : null;
    if (current === null) link.removeAttribute("aria-current");
    else if (link.getAttribute("aria-current") !== current) link.setAttribute("aria-current", current);
  }
}

function watch(data) {
  const kept = (document.documentElement.marsad ??= { roots: new Set() });
  const translate = translator(data.foreign);
  kept.tidy = (roots) => tidy(data, translate, roots);
  kept.tidy([document.body]);
  if (kept.observer) return;
  kept.observer = new MutationObserver((changes) => {
    const waiting = kept.roots.size > 0;
    for (const change of changes) {
      if (change.type === "childList") for (const node of change.addedNodes) kept.roots.add(node);
      else kept.roots.add(change.target);
    }
    if (waiting || kept.roots.size === 0) return;
    requestAnimationFrame(() => {
      const roots = [...kept.roots];
      kept.roots.clear();
      kept.tidy(roots);
    });
  });
  kept.observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: SPOKEN });
}

async function copied() {
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    const field = document.createElement("textarea");
    field.value = location.href;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

// Goes to another page with other parameters as if a link led there: one step of the history, taken once.
function travel(base, first, going) {
  if (!going || document.documentElement.marsadStep === going.step) return;
  document.documentElement.marsadStep = going.step;
  history.pushState({}, "", `${base}${going.page === first ? "" : going.page}${going.query ? `?${going.query}` : ""}`);
  dispatchEvent(new PopStateEvent("popstate"));
}

export default function ({ data, parentElement, setStateValue }) {
  document.documentElement.lang = data.lang;
  document.documentElement.dir = data.lang === "ar" ? "rtl" : "ltr";
  if (parentElement.narrow !== NARROW.matches) {
    if (NARROW.matches || parentElement.narrow) setStateValue("narrow", NARROW.matches);
    parentElement.narrow = NARROW.matches;
  }
  const base = location.pathname.replace(/[^/]*$/, "");
  if (data.remember) document.cookie = `marsad=${data.remember}; path=${base}; max-age=${YEAR}; SameSite=Lax`;
  travel(base, data.pages[0], data.going);
  const seen = JSON.stringify(data);
  if (parentElement.seen === seen) return;
  parentElement.seen = seen;
  watch(data);
  parentElement.querySelector(".marsad-actions")?.remove();
  const box = document.createElement("div");
  box.className = "marsad-actions";

  const copy = document.createElement("button");
  copy.type = "button";
  copy.className = "action copy-link";
  copy.textContent = data.words.copy;
  copy.setAttribute("aria-live", "polite");
  copy.onclick = async () => {
    await copied();
    copy.textContent = data.words.copied;
    setTimeout(() => (copy.textContent = data.words.copy), 2000);
  };

  const theme = document.createElement("button");
  theme.type = "button";
  theme.className = "action theme";
  theme.textContent = data.dark ? data.words.light : data.words.dark;
  theme.onclick = () => {
    for (const page of ["", ...data.pages]) {
      localStorage.setItem(`stActiveTheme-${base}${page}-v2`, JSON.stringify(data.dark ? "Light" : "Dark"));
    }
    location.reload();
  };
  box.append(copy, theme);
  parentElement.append(box);
}
