"""Reading a law, a policy or questions with answers from a file. The file is hostile until shown otherwise.

Three shapes are read: a Word document (.docx), Markdown or plain text (.md, .txt), and a table (.csv). What comes out is
a title and pieces: articles where the text counts articles, sections under their headings where it does not, one row
each for a table.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from xinqiao.cases.archives import BadArchive, look_inside
from xinqiao.law.model import Refused
from xinqiao.law.words import _
from xinqiao.text.visible import visible

LARGEST = 5 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
MOST_PIECES = 20_000
LONGEST_PIECE = 20_000
LONGEST_LABEL = 200
ACCEPTED = ".docx,.md,.txt,.csv"

_NUMERAL = "[一二三四五六七八九十百千零〇\\d]+"
_ARTICLE = re.compile(rf"^(第{_NUMERAL}条(?:之{_NUMERAL})?)[\s\u3000:：、.]*(.*)$", re.DOTALL)
_CHAPTER = re.compile(rf"^第{_NUMERAL}[编章节](?:[\s\u3000]|$)")
_SECTION = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]).{1,38}$")
_QUESTION = re.compile(r"^(?:问|Q)\s*[:：]\s*(.+)$", re.IGNORECASE)
_ANSWER = re.compile(r"^(?:答|A)\s*[:：]\s*", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")

MAIN = "word/document.xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LABELS = ("条", "条款", "问题", "标题", "label", "article", "question")
_TEXTS = ("内容", "正文", "条文", "答案", "答复", "回答", "text", "answer")
_CHAPTERS = ("章", "章节", "分类", "chapter")

Paragraph = tuple[int, str]
"""A paragraph and its level as a heading: 0 for plain text, 1 for the title."""


@dataclass(frozen=True)
class Piece:
    """One article, one section, or one question with its answer."""

    label: str
    chapter: str
    text: str


@dataclass(frozen=True)
class Draft:
    """What was found in a file; ``title`` is empty where it names none."""

    title: str
    pieces: tuple[Piece, ...]


def read(name: str, data: bytes) -> Draft:
    """The text in a file called ``name``. Raises ``Refused`` with what is wrong with it."""
    if not data:
        raise _refused(_("“{name}”是空的。"), name)
    if len(data) > LARGEST:
        raise _refused(_("“{name}”超过了 {most} MB。"), name, most=LARGEST // (1024 * 1024))
    suffix = name.rpartition(".")[2].lower()
    if suffix == "csv":
        draft = Draft("", tuple(_rows(name, _decoded(name, data))))
    elif suffix == "docx":
        draft = _split(list(_word(name, data)))
    elif suffix in ("md", "txt"):
        draft = _split(list(_lines(_decoded(name, data))))
    else:
        raise _refused(_("“{name}”读不了。可以用 Word（.docx）、Markdown（.md）、纯文本和 CSV。"), name)
    if not draft.pieces:
        raise _refused(_("在“{name}”里没有找到条文或者问答。"), name)
    if len(draft.pieces) > MOST_PIECES or any(len(one.text) > LONGEST_PIECE for one in draft.pieces):
        raise _refused(
            _("“{name}”太长：一份最多 {pieces} 条，一条最多 {letters} 字。"),
            name,
            pieces=MOST_PIECES,
            letters=LONGEST_PIECE,
        )
    return draft


def _decoded(name: str, data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _refused(_("“{name}”的文字编码认不出来，请存为 UTF-8。"), name)


def _lines(text: str) -> Iterator[Paragraph]:
    """Paragraphs of Markdown: an empty line or a heading ends one."""
    held: list[str] = []
    for line in [*visible(text).split("\n"), ""]:
        stripped = line.strip(" \t\u3000")
        heading = _MARKDOWN.match(stripped)
        begins = heading or _ARTICLE.match(stripped) or _QUESTION.match(stripped) or _ANSWER.match(stripped)
        if held and (not stripped or begins):
            yield 0, "\n".join(held)
            held = []
        if heading:
            yield len(heading[1]), heading[2].strip()
        elif stripped:
            held.append(stripped)
    if held:
        yield 0, "\n".join(held)


def _word(name: str, data: bytes) -> Iterator[Paragraph]:
    """Paragraphs of a Word document. Only its text is looked at; nothing in it is followed or run."""
    reader = _WordReader()
    try:
        inside = {
            one.name: one for one in look_inside(io.BytesIO(data), most=MOST_UNPACKED, whole=MOST_UNPACKED)
        }
        reader.feed(inside[MAIN].head)
    except (BadArchive, LookupError, expat.ExpatError, _Doctype):
        raise _refused(_("“{name}”不是完整的 Word 文件（.docx），或者太大。"), name) from None
    yield from reader.paragraphs


class _Doctype(Exception):
    """A document that declares things of its own, as no Word file does and attacks do."""


class _WordReader:
    """Paragraphs with their heading level, from the XML of a Word document."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self._level = 0
        self._said: list[str] = []
        self._in_text = False
        self._depth = 0

    def feed(self, xml: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(xml, True)

    def _doctype(self, *_names: Any) -> None:
        raise _Doctype

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _blank, name = tag.rpartition(" ")
        if space != _WORD:
            return
        if name == "p":
            # A paragraph inside a paragraph (a text box) belongs to the outer one.
            self._depth += 1
            if self._depth == 1:
                self._level, self._said = 0, []
        elif name == "pStyle":
            self._level = _level(attributes.get(f"{_WORD} val", ""))
        elif name == "t":
            self._in_text = True
        elif name in ("tab", "br", "cr"):
            self._said.append("\n" if name != "tab" else " ")

    def _end(self, tag: str) -> None:
        if tag == f"{_WORD} t":
            self._in_text = False
        elif tag == f"{_WORD} p":
            self._depth -= 1
            if self._depth == 0 and (text := visible("".join(self._said))):
                self.paragraphs.append((self._level, text))

    def _text(self, text: str) -> None:
        if self._in_text:
            self._said.append(text)


def _level(style: str) -> int:
    """The level of a heading by the name of its style, as Word calls them in English and in Chinese."""
    plain = style.lower().replace(" ", "")
    if plain in ("title", "标题", "a3"):
        return 1
    match = re.fullmatch(r"(?:heading|标题)?(\d)", plain)
    return int(match[1]) if match else 0


def _rows(name: str, text: str) -> Iterator[Piece]:
    csv.field_size_limit(LARGEST)
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        titles = {(one or "").strip().lower(): one for one in rows.fieldnames or ()}
        label, body, chapter = (
            next((titles[one] for one in wanted if one in titles), None)
            for wanted in (_LABELS, _TEXTS, _CHAPTERS)
        )
        if label is None or body is None:
            raise _refused(
                _("“{name}”的第一行要有两列：“条”或者“问题”，和“内容”或者“答案”。可以再有一列“章”。"), name
            )
        for row in rows:
            piece = _piece(
                row.get(label) or "", (row.get(chapter) if chapter else "") or "", [row.get(body) or ""]
            )
            if piece is not None:
                yield piece
    except csv.Error:
        raise _refused(_("“{name}”不是完整的 CSV 表格。"), name) from None


def _piece(label: str, chapter: str, text: Iterable[str]) -> Piece | None:
    body = visible("\n".join(text))
    name = visible(label).replace("\n", " ")[:LONGEST_LABEL]
    return Piece(name, visible(chapter).replace("\n", " ")[:LONGEST_LABEL], body) if name and body else None


def _split(paragraphs: list[Paragraph]) -> Draft:
    """Articles where the text counts them, else what stands under each heading, else paragraph by paragraph."""
    title = ""
    if paragraphs and (paragraphs[0][0] == 1 or (paragraphs[0][0] == 0 and _is_title(paragraphs))):
        title = paragraphs[0][1].replace("\n", "")[:LONGEST_LABEL]
        paragraphs = paragraphs[1:]
    counted = any(_ARTICLE.match(text) for level, text in paragraphs)
    if not counted and not any(_heads(level, text) for level, text in paragraphs):
        numbered = enumerate((text for _level, text in paragraphs), start=1)
        plain = (_piece(f"第 {number} 段", "", [text]) for number, text in numbered)
        return Draft(title, tuple(one for one in plain if one))
    found: list[Piece | None] = []
    chapter, label, said = "", "", list[str]()
    for level, text in paragraphs:
        article = _ARTICLE.match(text) if counted else None
        if counted and not article and (_CHAPTER.match(text) or level):
            found.append(_piece(label, chapter, said))
            chapter, label, said = text, "", []
        elif article:
            found.append(_piece(label, chapter, said))
            label, said = article[1], [article[2]]
        elif not counted and (head := _heads(level, text)):
            found.append(_piece(label, chapter, said))
            # A heading with nothing under it but headings is a chapter.
            chapter = label if label and not said else chapter
            label, said = head, []
        else:
            said.append(_ANSWER.sub("", text))
    found.append(_piece(label, chapter, said))
    return Draft(title, tuple(one for one in found if one))


def _is_title(paragraphs: list[Paragraph]) -> bool:
    first = paragraphs[0][1]
    return len(paragraphs) > 1 and len(first) <= 60 and not _ARTICLE.match(first) and not _heads(0, first)


def _heads(level: int, text: str) -> str:
    """The heading that a paragraph is, or nothing."""
    if level:
        return text.replace("\n", " ")
    question = _QUESTION.match(text)
    if question:
        return question[1].replace("\n", " ")
    return text if _SECTION.match(text) else ""


def _refused(reason: str, name: str, **facts: Any) -> Refused:
    return Refused(
        reason,
        instead=_("请核对文件以后再导入。什么也没有改动。"),
        facts={"name": name[-120:], **facts},
        field="file",
    )
