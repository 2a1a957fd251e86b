import io
import zipfile

import pytest

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(*paragraphs: tuple[str, str], before: str = "") -> bytes:
    """A Word document of (style, text) paragraphs."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        )
    return out.getvalue()


RULES = """# 禾渡县电梯管理办法

## 第一章 总则

第一条 为了电梯安全，制定本办法。

第二条 电梯停用超过三日的，使用单位应当在楼道公示原因
和预计恢复的日期。

## 第二章 责任

第三条 使用单位不修理的，由住房和城乡建设部门责令限期改正。
"""

ANSWERS = """# 办事问答

问：老板欠工资找谁？
答：先到县人力资源和社会保障局劳动保障监察大队投诉，不收费。

问：电梯坏了没人修怎么办？
答：先找物业公司；三天没有结果的，打县住房和城乡建设局的电话。
"""


@pytest.fixture
def rules() -> bytes:
    return RULES.encode()


@pytest.fixture
def answers() -> bytes:
    return ANSWERS.encode()
