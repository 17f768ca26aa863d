// The word cloud: words that can be hovered, reached by keyboard and clicked.
const ROOM = 3;

// A text is hit in the whole height of its line, which reaches over its neighbours: it is narrowed to its ink, so that a click meets the word under it.
function narrowed(word) {
  const [left, top, width, height] = word.dataset.ink.split(" ").map(Number);
  const corners = [[left - ROOM, top - ROOM], [left + width + ROOM, top - ROOM], [left + width + ROOM, top + height + ROOM], [left - ROOM, top + height + ROOM]];
  word.querySelector("text").style.clipPath = `polygon(${corners.map(([x, y]) => `${x}px ${y}px`).join(", ")}) view-box`;
}

export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.send = setTriggerValue;
  if (parentElement.seen === data.svg) return;
  parentElement.seen = data.svg;
  parentElement.querySelector(".marsad-cloud")?.remove();
  const box = document.createElement("div");
  box.className = "marsad-cloud";
  const read = new DOMParser().parseFromString(data.svg, "image/svg+xml").documentElement;
  if (read.nodeName !== "svg") return;
  const svg = document.importNode(read, true);
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", data.label);
  for (const word of svg.querySelectorAll("g.word")) {
    const choose = () => parentElement.send("term", word.dataset.term);
    narrowed(word);
    word.setAttribute("role", "button");
    word.setAttribute("tabindex", "0");
    word.setAttribute("aria-label", word.querySelector("title").textContent);
    word.onclick = choose;
    word.onkeydown = (press) => {
      if (press.key === "Enter" || press.key === " ") {
        press.preventDefault();
        choose();
      }
    };
  }
  box.append(svg);
  parentElement.append(box);
}
