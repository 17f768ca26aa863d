// Tells which word of the article was clicked; a click that selects text is left alone.
const WORD = /[\p{L}\p{M}\p{N}\u0640\u200c\u200d]/u;
const SIGN = /^[\p{N}\u0640\u200c\u200d]+$/u;

function clicked(press) {
  const place = document.caretPositionFromPoint
    ? document.caretPositionFromPoint(press.clientX, press.clientY)
    : document.caretRangeFromPoint(press.clientX, press.clientY);
  const node = place?.offsetNode ?? place?.startContainer;
  const holder = node?.parentElement?.closest("article.reader p[dir=auto], article.reader h2.title");
  if (!holder || node.nodeType !== Node.TEXT_NODE) return "";
  const walk = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
  let text = "";
  let at = 0;
  for (let one = walk.nextNode(); one; one = walk.nextNode()) {
    if (one === node) at = text.length + (place.offset ?? place.startOffset);
    text += one.nodeValue;
  }
  if (!WORD.test(text[at] ?? "") && at > 0) at -= 1;
  let [start, end] = [at, at];
  while (start > 0 && WORD.test(text[start - 1])) start -= 1;
  while (end < text.length && WORD.test(text[end])) end += 1;
  const word = text.slice(start, end);
  return SIGN.test(word) ? "" : word;
}

export default function ({ parentElement, setTriggerValue }) {
  parentElement.send = setTriggerValue;
  if (parentElement.listening) return;
  parentElement.listening = true;
  const heard = (press) => {
    if (!parentElement.isConnected) {
      document.removeEventListener("click", heard);
      return;
    }
    if (!press.target.closest?.("article.reader") || press.target.closest("a") || String(getSelection())) return;
    const word = clicked(press);
    if (word) parentElement.send("word", word);
  };
  document.addEventListener("click", heard);
}
