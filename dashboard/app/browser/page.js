// What belongs to the page as a whole: its language and direction, the link to copy, light or dark.
const NARROW = matchMedia("(max-width: 640px)");

export default function ({ data, parentElement, setStateValue }) {
  document.documentElement.lang = data.lang;
  document.documentElement.dir = data.lang === "ar" ? "rtl" : "ltr";
  for (const [part, label] of Object.entries(data.labels)) {
    for (const found of document.querySelectorAll(part)) (found.querySelector("button") ?? found).setAttribute("aria-label", label);
  }
  if (parentElement.narrow !== NARROW.matches) {
    if (NARROW.matches || parentElement.narrow) setStateValue("narrow", NARROW.matches);
    parentElement.narrow = NARROW.matches;
  }
  const seen = JSON.stringify(data);
  if (parentElement.seen === seen) return;
  parentElement.seen = seen;
  parentElement.querySelector(".marsad-actions")?.remove();
  const box = document.createElement("div");
  box.className = "marsad-actions";

  const copy = document.createElement("button");
  copy.type = "button";
  copy.className = "action copy-link";
  copy.textContent = data.words.copy;
  copy.setAttribute("aria-live", "polite");
  copy.onclick = async () => {
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
    copy.textContent = data.words.copied;
    setTimeout(() => (copy.textContent = data.words.copy), 2000);
  };

  const theme = document.createElement("button");
  theme.type = "button";
  theme.className = "action theme";
  theme.textContent = data.dark ? data.words.light : data.words.dark;
  theme.onclick = () => {
    const base = location.pathname.replace(/[^/]*$/, "");
    for (const page of ["", ...data.pages]) {
      localStorage.setItem(`stActiveTheme-${base}${page}-v2`, JSON.stringify(data.dark ? "Light" : "Dark"));
    }
    location.reload();
  };
  box.append(copy, theme);
  parentElement.append(box);
}
