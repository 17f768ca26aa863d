"""Which field of a record means what, from the names that people give to columns in Arabic and English."""

import functools
import re

from dashboard.text.letters import fold

_NAMES = {
    "record": "id _id recordid docid documentid articleid newsid storyid guid uuid uid no المعرف معرف الرقم رقم رقمالخبر",
    "source": "source sourcename outlet outletname publisher newspaper medium media site sitename website domain provider channel"
    " المصدر مصدر الصحيفة صحيفة الجريدة الموقع الناشر الوسيلة القناة جهةالنشر اسمالموقع",
    "date": "date publishdate publisheddate published datepublished publishedat publishedon pubdate publicationdate dateofpublication"
    " articledate newsdate issued datetime timestamp time createdat created التاريخ تاريخ تاريخالنشر تاريخالخبر النشر الوقت",
    "title": "title headline head heading articletitle newstitle subject العنوان عنوان عنوانالخبر عنوانالمقال",
    "body": "text body articlebody articletext maintext bodytext fulltext content articlecontent contents story article news"
    " paragraph paragraphs rawtext cleantext النص نص نصالخبر نصالمقال المتن متن متنالخبر المحتوى محتوى الخبر المقال التفاصيل",
    "url": "url link href permalink webpage uri pageurl articleurl sourceurl الرابط رابط رابطالخبر العنوانالالكتروني",
    "byline": "author authors byline writer creator journalist reporter editor الكاتب كاتب المؤلف المحرر الصحفي بقلم كتب",
    "section": "section category categories topic desk rubric label القسم قسم التصنيف تصنيف الباب الفئة الموضوع",
    "agency": "agency wire newsagency origin الوكالة وكالة وكالةالانباء",
    "summary": "summary description abstract excerpt lead intro الملخص ملخص المقدمة الموجز",
}
_ROLE = {
    name: (role, rank) for role, names in _NAMES.items() for rank, name in enumerate(fold(names).split())
}
_JOINTS = re.compile(r"[\s_\-.:/]+")


@functools.lru_cache(maxsize=1 << 12)
def roles(names: tuple[str, ...]) -> dict[str, int]:
    """Which column holds what: role (record, source, date, title, body, url, byline, section, agency) to column number.

    Of two columns with one meaning the more usual name wins, then the first. A summary is the body where there is no other.
    """
    best: dict[str, tuple[int, int]] = {}
    for column, name in enumerate(names):
        role, rank = _ROLE.get(_JOINTS.sub("", fold(name)), (None, 0))
        if role and (role not in best or rank < best[role][0]):
            best[role] = rank, column
    if "summary" in best:
        best.setdefault("body", best["summary"])
        del best["summary"]
    return {role: column for role, (_, column) in best.items()}
