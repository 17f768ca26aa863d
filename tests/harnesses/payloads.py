"""Texts that want to be more than text: markup, scripts, styles, Markdown, directions and formulas, and a corpus that holds them everywhere."""

import json
from pathlib import Path
from urllib.parse import quote

AWAY = "http://203.0.113.9"
"""Where every request goes that a payload could start: an address that no machine has (RFC 5737)."""

_MARKUP = (
    "<script>pwn({n})</script>", "<img src=x{n} onerror=pwn({n})>", "<svg onload=pwn({n})>", "<svg/onload=pwn({n})//", '"><script>pwn({n})</script>',
    "'><img src=x{n} onerror=pwn({n})>", "</script><script>pwn({n})</script>", "</textarea><img src=x{n} onerror=pwn({n})>",
    "</title><img src=x{n} onerror=pwn({n})>", "</style><img src=x{n} onerror=pwn({n})>", '<iframe srcdoc="<script>parent.pwn({n})</script>"></iframe>',
    "<iframe src=javascript:parent.pwn({n})></iframe>", "<object data={away}/{n}></object>", "<embed src={away}/{n}>", "<a href=javascript:pwn({n})>x</a>",
    "<a href={away}/{n}>x</a>", "<details open ontoggle=pwn({n})>x</details>", "<video><source onerror=pwn({n})></video>", "<audio src={away}/{n} onerror=pwn({n})>",
    "<marquee onstart=pwn({n})>x</marquee>", "<input autofocus onfocus=pwn({n})>", "<form action={away}/{n}><button>x</button></form>",
    "<meta http-equiv=refresh content='0;url={away}/{n}'>", "<base href={away}/{n}/>", "<link rel=stylesheet href={away}/{n}.css>",
    "<style>@import '{away}/{n}.css'</style>", "<style>*{{display:none!important}}</style>", "<div style='background:url({away}/{n})'>x</div>",
    "<div style='position:fixed;inset:0;z-index:99999;background:red'>x</div>", "<template><script>pwn({n})</script></template>",
    '<noscript><p title="</noscript><img src=x{n} onerror=pwn({n})>">', "<![CDATA[<img src=x{n} onerror=pwn({n})>]]>", "<!--><img src=x{n} onerror=pwn({n})>-->",
    "<svg><script>pwn({n})</script></svg>", "<svg><animate onbegin=pwn({n}) attributeName=x dur=1s>", "<svg><foreignObject><img src=x{n} onerror=pwn({n})></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><img src=x{n} onerror=pwn({n})>", "&lt;img src=x{n} onerror=pwn({n})&gt;", "&#60;img src=x{n} onerror=pwn({n})&#62;",
    "\\u003cimg src=x{n} onerror=pwn({n})\\u003e", "%3Cimg src=x{n} onerror=pwn({n})%3E", "<IMG SRC=x{n} ONERROR=pwn({n})>", "<img/src=x{n}/onerror=pwn({n})>",
    "<<img src=x{n} onerror=pwn({n})>", "<img src=x{n} onerror=pwn`{n}`>", "<b>{n}</b>", "<br>{n}<br>", "<sup>{n}</sup>", "<extra>{n}</extra>", "<h1>{n}</h1>",
    '" onmouseover="pwn({n})" x="', "' onfocus='pwn({n})' autofocus x='", "<x onclick=pwn({n})>{n}", "<button formaction=javascript:pwn({n})>x",
)  # fmt: skip
_CODE = (
    "javascript:pwn({n})", "';pwn({n});//", '";pwn({n});//', "\\';pwn({n});//", "`${{pwn({n})}}`", "${{pwn({n})}}", "{{{{constructor.constructor('pwn({n})')()}}}}",
    "<%= pwn({n}) %>", "#{{pwn({n})}}", "]]></script><script>pwn({n})", '"}}]}};pwn({n})//', "\u2028pwn({n})\u2029", "%{{customdata[0]}} {n}", "%{{x}} {n}",
    "{{n}} {n} {{0}} {{}}", "%s %d {n}", "../../../../etc/passwd{n}", "'; DROP TABLE x{n}; --", "$(touch x{n})", "\\x3cscript\\x3epwn({n})",
)  # fmt: skip
_STYLES = (
    ";}}*{{background:url({away}/{n})}}", "expression(pwn({n}))", "url(javascript:pwn({n}))", "</style><style>@import '{away}/{n}'", "red;background:url({away}/{n})",
)  # fmt: skip
_MARKDOWN = (
    "[x{n}]({away}/{n})", "![x]({away}/{n}.png)", "[x](javascript:pwn({n}))", "<{away}/{n}>", "{away}/{n}", "www.evil{n}.example", "**{n}**", "# {n}", "> {n}",
    "- {n}", "1. {n}", "| {n} | b |\n|---|---|", "`{n}`", "```\n{n}\n```", ":red[{n}]", ":material/delete: {n}", ":sunglasses: {n}", "$${n}^2$$", "~~{n}~~", "[^{n}]: x",
    "[x{n}]: {away}/{n}\n[x{n}]", "***\n{n}",
)  # fmt: skip
_SIGNS = (
    "\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u202c", "\u2069", "\u200f", "\u200e", "\u061c", "\u202e\u202e\u202e", "\u2067\u202e",
    "\u2069\u2069\u202d", "\u200b", "\u2060", "\u00ad", "\ufeff", "\u200c",
)  # fmt: skip
_DIRECTIONS = (
    *(f"قبل {sign} gpj.{{n}} بعد" for sign in _SIGNS),
    "\u202e{n}", "مقال{n} \u202e", "user\u202e \u2066// admin{n}\u2069 \u2066", f"ا{chr(0x64B) * 400}{{n}}", f"Z{chr(0x301) * 900}{{n}}", "\x1b[31m{n}\x1b[0m\x07",
    "a\x00b{n}", "\r\ninjected,{n}",
)  # fmt: skip
_FORMULAS = (
    "={n}+1", "+{n}+1", "-{n}+1", "@SUM({n})", "|{n}", "%{n}", "＝{n}+1", "＋{n}", "－{n}", "＠SUM({n})", "\t={n}+1", "\r={n}+1", "\n={n}+1", "  ={n}+1",
    "\ufeff={n}+1", "\u200b={n}+1", "\u00a0={n}+1", "\u202e={n}+1", "=cmd|' /C calc'!A{n}", '=HYPERLINK("{away}/{n}","x")', '=WEBSERVICE("{away}/{n}")',
    "=IMPORTXML(\"{away}/{n}\",\"//a\")", "'={n}+1", "''={n}+1", '"={n}+1"', "=1+1\",={n}", "={n}\n=2", ";={n}", ",={n}", "{away}/formula{n}", "mailto:a@b{n}.example", "file:///etc/passwd#{n}",
)  # fmt: skip
FIRST = 1000
"""The number of the first payload."""
_FRAMES = ("{}", "أعلن الميناء {} اليوم", "خبر «{}»")


def payloads() -> list[str]:
    """All payloads, each with a number of its own in it: every kind by itself, inside a sentence and inside quotation marks."""
    kinds = (*_MARKUP, *_CODE, *_STYLES, *_MARKDOWN, *_DIRECTIONS, *_FORMULAS)
    framed = [(frame, kind) for frame in _FRAMES for kind in kinds]
    return [frame.format(kind.format(n=number, away=AWAY)) for number, (frame, kind) in enumerate(framed, start=FIRST)]


def corpus_of(folder: Path) -> Path:
    """A corpus with every payload in titles, bodies, quotations, bylines and sections, many of them also as source, URL and file name."""
    folder.mkdir(parents=True)
    texts = payloads()
    size = 12
    for first in range(0, len(texts), size):
        lines = [json.dumps(_record(number, texts), ensure_ascii=False) for number in range(first, min(first + size, len(texts)))]
        name = _name(texts[(first * 7) % len(texts)])
        (folder / f"{first:03}{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _record(number: int, texts: list[str]) -> dict[str, str]:
    said, other = texts[number], texts[-1 - number]
    body = (
        f"أعلنت وزارة النقل أن الميناء استقبل {number} سفن من تركيا ومصر {said} قبل المساء.\n"
        f"وقال المتحدث باسم الوزارة: «إن الحركة عادت {said} إلى طبيعتها». وقال {other} إن روسيا وتركيا شريكتان.\n{said}"
    )
    url = other if number % 3 else f"https://news.example/{quote(said)}"
    source = said if number % 5 == 0 else f"صحيفة الميناء {number % 4}"
    date = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
    return {"id": f"r{number}", "source": source, "date": date, "title": said, "text": body, "byline": said, "section": other, "url": url}


def _name(text: str) -> str:
    """The text as a file's name: what no name can hold is left out."""
    return "".join(letter for letter in text if letter not in "/\0").encode()[:180].decode("utf-8", "ignore")
