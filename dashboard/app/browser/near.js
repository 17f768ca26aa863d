// Tells which parts of the page are near what the reader sees, how high they are, and which of those that wait are to be drawn now.
// It alone speaks for all parts, and only while the server and the reader's hand rest: of what several parts say at a time Streamlit
// hears all, and then draws one of them.
// Once the reader rests, too, the others follow one by one; what needs the whole page, looking for words in it or printing it, has all of it drawn at once.
const MARGIN = 160;
const MOMENT = 120;
const REST = 3000;
const AGAIN = 2000;
const LONGEST = 20000;
const HAND = 200;
const PRESSES = ["pointerdown", "pointerup", "keydown"];
const PART = /(?:^|\s)st-key-part_(\S+)/;
const WAITING = ".marsad-waiting";

const name = (part) => PART.exec(part.className)?.[1];
const waiting = () => [...document.querySelectorAll(WAITING)];
const running = () => document.querySelector("[data-test-script-state]")?.dataset.testScriptState === "running";

// What of a part is under its first heading: as much keeps its place while the part is not drawn.
function below(part) {
  const heading = part.querySelector("[data-testid=stHtml]");
  return heading ? part.getBoundingClientRect().bottom - heading.getBoundingClientRect().bottom : 0;
}

function tell(kept) {
  const view = document.querySelector("[data-testid=stMain]")?.getBoundingClientRect();
  if (!view || running()) return;
  const near = [];
  const come = [];
  const later = [];
  const heights = {};
  for (const part of document.querySelectorAll("[class*=st-key-part_]")) {
    const box = part.getBoundingClientRect();
    const waits = part.querySelector(WAITING);
    const seen = box.top < view.bottom + MARGIN && box.bottom > view.top - MARGIN;
    if (seen) near.push(name(part));
    if (waits) (seen || kept.all || waits.matches(":focus") ? come : later).push(name(part));
    else heights[name(part)] = Math.round(below(part));
  }
  const now = performance.now();
  if (!come.length && now - kept.acted > REST) come.push(...later.slice(0, 1));
  const [said, asked] = [near, come].map((names) => names.join());
  const known = kept.said === said && (!come.length || (kept.asked === asked && now - kept.told < AGAIN));
  if (!near.length || known) return;
  Object.assign(kept, { said, asked, told: now });
  kept.send("said", { near, come, heights, at: now });
}

// Streamlit ends what it calls superseded even where the same part goes on: this part itself sees when it has left the page.
export default function ({ parentElement, setStateValue }) {
  const kept = (parentElement.kept ??= {});
  kept.send = setStateValue;
  if (kept.ended) return;
  kept.ended = new AbortController();
  const { signal } = kept.ended;
  const soon = () => {
    kept.timer ??= setTimeout(() => {
      kept.timer = null;
      if (!parentElement.isConnected) {
        kept.ended.abort();
        return;
      }
      if (performance.now() - kept.pressed < HAND) {
        soon();
        return;
      }
      tell(kept);
      if (waiting().length) after(AGAIN);
    }, MOMENT);
  };
  const after = (moment) => {
    clearTimeout(kept.resting);
    kept.resting = setTimeout(soon, moment);
  };
  const whole = async () => {
    kept.all = true;
    for (const until = performance.now() + LONGEST; performance.now() < until && (waiting().length || running()); ) {
      soon();
      await new Promise((go) => setTimeout(go, MOMENT));
    }
    kept.all = false;
  };
  const acted = (event) => {
    kept.acted = performance.now();
    if (event && PRESSES.includes(event.type)) kept.pressed = kept.acted;
    after(REST);
  };
  const pressed = (event) => {
    if (!(event.ctrlKey || event.metaKey) || !waiting().length) return;
    if (event.code === "KeyF") whole();
    if (event.code !== "KeyP") return;
    event.preventDefault();
    whole().then(() => setTimeout(() => print(), MOMENT));
  };
  const sizes = new ResizeObserver(soon);
  sizes.observe(document.querySelector("[data-testid=stMainBlockContainer]") ?? document.body);
  const runs = new MutationObserver(soon);
  const state = document.querySelector("[data-test-script-state]");
  if (state) runs.observe(state, { attributes: true, attributeFilter: ["data-test-script-state"] });
  signal.onabort = () => {
    sizes.disconnect();
    runs.disconnect();
    clearTimeout(kept.resting);
  };
  for (const event of ["scroll", "resize", "focusin"]) addEventListener(event, soon, { capture: true, passive: true, signal });
  for (const event of ["scroll", "pointermove", ...PRESSES]) addEventListener(event, acted, { capture: true, passive: true, signal });
  addEventListener("keydown", pressed, { capture: true, signal });
  addEventListener("beforeprint", whole, { signal });
  acted();
  soon();
}
