"""Word files are read as text; those of other word processors are named."""

import zipfile

import pytest

import kit
from kit.collect.pages.word_files import read_word
from kit.errors import ArticleError, KitWarning

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def write_word(path, body):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{body}</w:body></w:document>")
    return path


def paragraph(*runs):
    return "<w:p><w:pPr><w:pStyle/></w:pPr>" + "".join(f"<w:r>{run}</w:r>" for run in runs) + "</w:p>"


BODY = (
    paragraph("<w:t>Bộ trưởng thăm </w:t>", "<w:rPr><w:b/></w:rPr><w:t>Bỉ</w:t>")
    + paragraph()
    + paragraph("<w:t>Sáng 4/4,</w:t><w:tab/><w:t>hai bên</w:t><w:br/><w:t>hội đàm.</w:t>")
    + "<w:p><w:hyperlink><w:r><w:t>Tin khác</w:t></w:r></w:hyperlink>"
    + "<w:del><w:r><w:delText>sai</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r>"
    + "<w:moveFrom><w:r><w:t>dời đi</w:t></w:r></w:moveFrom></w:p>"
    + "<w:tbl>"
    + "".join(
        f"<w:tr><w:tc>{paragraph(f'<w:t>{a}</w:t>')}</w:tc><w:tc>{paragraph(f'<w:t>{b}</w:t>')}</w:tc></w:tr>"
        for a, b in (("Nước", "Số"), ("Bỉ", "12"))
    )
    + "</w:tbl>"
)


def test_paragraphs_and_rows_of_a_word_file_are_lines(tmp_path):
    path = write_word(tmp_path / "Bản ghi nhớ.docx", BODY)
    text = "Bộ trưởng thăm Bỉ\n\nSáng 4/4,\thai bên\nhội đàm.\nTin khác\nNước | Số\nBỉ | 12"
    assert read_word(path.read_bytes()).decode() == text
    articles = kit.load_articles(tmp_path)
    assert articles["article_id"].tolist() == ["Bản ghi nhớ"]
    assert articles["text"][0].split("\n")[0] == "Bộ trưởng thăm Bỉ"


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"no Word file", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_word_file_costs_itself_alone_and_is_named(data, tmp_path):
    (tmp_path / "a.docx").write_bytes(data)
    (tmp_path / "b.txt").write_text("Thứ trưởng tiếp Đại sứ.", encoding="utf-8")
    with pytest.warns(KitWarning, match="'a.docx': it cannot be read further .it is no Word file"):
        assert kit.load_articles(tmp_path)["article_id"].tolist() == ["b"]


def test_entities_of_a_word_file_are_not_opened(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        bomb = f"<w:document {SPACE}><w:p><w:r><w:t>x&a;</w:t></w:r></w:p></w:document>"
        bomb = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + bomb
        archive.writestr("word/document.xml", bomb)
    assert read_word((tmp_path / "a.docx").read_bytes()) == b"x"


def test_files_that_may_hold_articles_and_are_not_read_are_named(tmp_path):
    (tmp_path / "b.txt").write_text("Thứ trưởng tiếp Đại sứ.", encoding="utf-8")
    for name in ("a.PDF", "photo.jpg"):
        (tmp_path / name).write_bytes(b"%PDF")
    report = kit.LoadReport()
    with pytest.warns(KitWarning, match=r"'a.PDF': .pdf is not read; save it as .docx, .html or .txt"):
        kit.load_articles(tmp_path, report=report)
    assert report.problems["file"].tolist() == ["a.PDF"] and report.left_out == 1
    (tmp_path / "b.txt").unlink()
    why = r"No article in .* can be read: .pdf is not read; save it as .docx"
    with pytest.warns(KitWarning, match=".pdf is not read"), pytest.raises(ArticleError, match=why):
        kit.load_articles(tmp_path)
