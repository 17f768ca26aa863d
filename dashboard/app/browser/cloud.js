// The word cloud: words that can be hovered, reached by keyboard and clicked.
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
