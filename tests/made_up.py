"""Made-up articles and pages for the tests: invented people and events, the shapes of real sites."""

# ruff: noqa: E501 (pages are as wide as pages are)

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape

_PEOPLE = ("Trần Văn Ẩn", "Lê Thị Hường", "Nguyễn Đức Quảng", "Phạm Thuỳ Dương", "Đỗ Hoà Bình", "Vũ Mạnh Kỳ")
_GUESTS = ("bà Anna Lindqvist", "ông Peter Vogel", "bà Maria Duarte", "ông Kenji Arai", "bà Élodie Mercier")
_LANDS = ("Thụy Điển", "Đức", "Bồ Đào Nha", "Nhật Bản", "Pháp", "Úc", "Hàn Quốc", "Ba Lan")
_THEMES = (
    "di cư hợp pháp", "hồi hương người lao động", "phòng, chống mua bán người", "bảo hộ công dân",
    "hợp tác lao động", "đào tạo nghề cho thực tập sinh",
)  # fmt: skip
_DEEDS = (
    "Hai bên đánh giá cao những kết quả đạt được trong năm qua và thống nhất duy trì trao đổi định kỳ.",
    "Phía Việt Nam đề nghị tạo điều kiện cho người lao động được tiếp cận thông tin bằng tiếng mẹ đẻ.",
    "Trao đổi về dữ liệu di cư, hai bên cho rằng số liệu cần được công bố thường xuyên hơn.",
    'Khách mời khẳng định: "Chúng tôi coi trọng vai trò của cộng đồng người Việt tại nước sở tại."',
    "Bản ghi nhớ mới dự kiến gồm bốn chương, trong đó có chương riêng về trợ giúp pháp lý cho phụ nữ.",
    "Cơ quan lãnh sự sẽ mở thêm hai đường dây nóng, hoạt động cả ngày nghỉ và ban đêm.",
    "Theo số liệu được nêu tại cuộc họp, hơn 1.250 người đã được hỗ trợ trở về trong sáu tháng đầu năm.",
    "Các chuyên gia cho rằng cần tập huấn cho cán bộ địa phương trước khi triển khai trên diện rộng.",
)


@dataclass
class Story:
    """An invented article, part by part."""

    id: str
    title: str
    published: date
    lead: str
    body: list[str]
    captions: list[str]
    author: str
    related: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join([self.title, self.lead, *self.body])


def make_stories(number: int, seed: int = 7) -> list[Story]:
    """``number`` stories, the same for the same seed."""
    chance = random.Random(seed)
    stories = []
    for place in range(number):
        host, guest = chance.choice(_PEOPLE), chance.choice(_GUESTS)
        land, theme = chance.choice(_LANDS), chance.choice(_THEMES)
        day = date(2019, 1, 1) + timedelta(days=chance.randrange(1500))
        deeds = chance.sample(_DEEDS, 5)
        stories.append(
            Story(
                id=f"bai-{place:03d}",
                title=f"Thứ trưởng {host} tiếp {guest}, bàn về {theme} lần thứ {place + 1}",
                published=day,
                lead=f"Ngày {day.day}/{day.month}, tại Hà Nội, Thứ trưởng {host} đã tiếp {guest}, "
                f"đại diện {land} về vấn đề {theme}.",
                body=[
                    f"{deed} Cuộc gặp này là lần thứ {place + 1} trong khuôn khổ đối thoại." for deed in deeds
                ],
                captions=[
                    f"Thứ trưởng {host} trao quà lưu niệm cho {guest}. (Ảnh: Minh Khôi)",
                    f"Quang cảnh buổi làm việc giữa Việt Nam và {land}",
                ],
                author="Hải Yến",
                related=[
                    f"Đại sứ Việt Nam tại {other} thăm hỏi bà con kiều bào nhân dịp năm mới"
                    for other in chance.sample([name for name in _LANDS if name != land], 3)
                ],
                comments=[
                    "Tin vui cho người lao động xa nhà, cảm ơn quý báo!",
                    "Mong có thêm nhiều chương trình nữa.",
                ],
            )
        )
    return stories


def _links(story: Story) -> str:
    return "".join(
        f'<li><a href="/khac-{place}.html">{escape(title)}</a></li>'
        for place, title in enumerate(story.related)
    )


def _p(paragraphs: list[str]) -> str:
    return "\n".join(f'<p style="text-align: justify;">{escape(paragraph)}</p>' for paragraph in paragraphs)


_MENU = (
    "<nav><ul>"
    + "".join(f'<li><a href="/{n}">{n}</a></li>' for n in ("Thời sự", "Thế giới", "Kinh tế"))
    + "</ul></nav>"
)
_TRACKER = "<script>var s = 'Ngày 1/1/1999, <p>không phải tin</p>';</script><style>.a{color:red}</style>"


def page_magazine(story: Story) -> str:
    """A magazine whose system sets photographs and related links as tables inside the body."""
    related = "".join(
        f'<table class="__MB_ARTICLE_A"><tr><td><a href="/x.html">{escape(title)}</a> '
        f"Sáng nay, tại Thủ đô, đã diễn ra lễ gặp mặt với sự tham dự của đông đảo khách mời ...</td></tr></table>"
        for title in story.related
    )
    photo = (
        '<table class="MASTERCMS_TPL_TABLE"><tr><td><img src="a.jpg"></td></tr><tr><td>{}</td></tr></table>'
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(story.title)}</title>
    <link rel="canonical" href="https://baoquocte.vn/{story.id}.html">
    <meta property="article:published_time" content="{story.published}T09:30:00+07:00">{_TRACKER}</head>
    <body>{_MENU}<div class="container"><div class="col-left">
    <h1 class="article-detail-title">{escape(story.title)}</h1>
    <div class="datetime"><span class="format_time">09:30</span> | <span class="format_date">{story.published:%d/%m/%Y}</span></div>
    <div class="article-detail-desc">{escape(story.lead)}</div>
    <div class="post-content __MASTERCMS_CONTENT fw clearfix">
    {photo.format(escape(story.captions[0]))}{_p(story.body[:3])}{photo.format(escape(story.captions[1]))}{_p(story.body[3:])}
    {related}<p class="author" align="right"><strong>{story.author}</strong></p></div>
    <div class="article-detail-tags">Từ khóa: <a href="/t">di cư</a></div>
    <div class="fb-comments">{"".join(f"<p>{escape(c)}</p>" for c in story.comments)}</div>
    </div><aside><ul>{_links(story)}</ul></aside></div><footer>Giấy phép số 12/GP-BTTTT</footer></body></html>"""


def page_ministry(story: Story) -> str:
    """A ministry's portal: buttons before the title, a date line, no metadata, a print footer."""
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Chi tiết tin</title>
    <link rel="canonical" href="https://mofa.gov.vn/web/guest/chi-tiet/{story.id}">{_TRACKER}</head><body>
    <form id="aspnetForm">{_MENU}<div class="portlet-body"><div>Tin mới nhất</div>
    <div class="font-size">A- A A+ | <a>Tăng tương phản</a> <a>Giảm tương phản</a></div>
    <h3 class="title">{escape(story.title)}</h3>
    <div class="publish-date">Cập nhật lúc: 16:05, {story.published:%d/%m/%Y}</div>
    <div class="journal-content-article"><p>{escape(story.lead)}</p>
    <p style="text-align:center"><img src="b.jpg"></p>
    <p style="text-align:center"><em>{escape(story.captions[0])}</em></p>{_p(story.body)}
    <p style="text-align:center"><img src="c.jpg"><br><i>{escape(story.captions[1])}</i></p>
    <p style="text-align:right">(Theo {story.author})</p></div>
    <div class="print-footer">Bản in từ Cổng thông tin điện tử</div>
    <div class="other-news"><h4>Các tin khác</h4><ul>{_links(story)}</ul></div>
    <div class="noData">Không có dữ liệu</div></div></form></body></html>"""


def page_daily(story: Story) -> str:
    """A daily paper: JSON-LD, figures, a box of related news in the middle of the body, readers' comments."""
    figure = (
        '<figure class="VCSortableInPreviewMode"><div><img src="a.jpg"></div>'
        '<figcaption class="PhotoCMS_Caption"><p data-placeholder="Nhập chú thích">{}</p></figcaption></figure>'
    )
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="UTF-8"><title>{escape(story.title)} - Báo Ngày Mới</title>
    <script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
    "headline": "x", "datePublished": "{story.published}T22:10:00+07:00", "dateModified": "2024-12-31T00:00:00+07:00"}}</script>
    <meta property="og:url" content="https://ngaymoi.example/{story.id}.htm">
    <meta property="og:title" content="{escape(story.title)}">
    <meta property="og:description" content="{escape(story.lead)}">{_TRACKER}</head><body>
    <header class="header"><div class="menu">Menu</div></header>
    <div class="detail__main"><div class="detail-top"><div data-role="cate-name">Thời sự</div></div>
    <h1 class="detail-title article-title" data-role="title">{escape(story.title)}</h1>
    <div class="detail-time"><div data-role="publishdate">{story.published:%d/%m/%Y} 22:10 GMT+7</div></div>
    <h2 class="detail-sapo" data-role="sapo">{escape(story.lead)}</h2>
    <div class="detail-content afcbc-body">{figure.format(escape(story.captions[0]))}{_p(story.body[:2])}
    <div class="VCSortableInPreviewMode link-content-footer" type="RelatedOneNews"><a href="/r.htm">{escape(story.related[0])}</a>
    <p>Chương trình diễn ra trong không khí ấm áp, với nhiều tiết mục văn nghệ đặc sắc.</p></div>
    {figure.format(escape(story.captions[1]))}{_p(story.body[2:])}</div>
    <div class="detail-author-bot">{story.author.upper()}</div>
    <div class="box-comment"><ul>{"".join(f"<li><p>{escape(c)}</p></li>" for c in story.comments)}</ul></div>
    <div class="box-category tin-cung-chuyen-muc">Tin cùng chuyên mục<ul>{_links(story)}</ul></div></div></body></html>"""


def page_blog(story: Story) -> str:
    """A site of a common blog system that no recipe knows; its lead stands only in the description."""
    figure = '<figure class="wp-block-image"><img src="a.jpg"><figcaption>{}</figcaption></figure>'
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(story.title)} | Hội Người Việt</title>
    <meta name="description" content="{escape(story.lead)}">
    <meta itemprop="datePublished" content="{story.published}T03:00:00Z">
    <link rel="canonical" href="https://hoinguoiviet.example/{story.id}/">{_TRACKER}</head>
    <body class="single has-sidebar comments-open"><header class="site-header">{_MENU}</header>
    <main><article class="post"><header class="entry-header"><h1 class="entry-title">{escape(story.title)}</h1></header>
    <div class="entry-content">{figure.format(escape(story.captions[0]))}{_p(story.body[:3])}
    {figure.format(escape(story.captions[1]))}{_p(story.body[3:])}
    <div class="related-posts"><h3>Bài viết liên quan</h3><ul>{_links(story)}</ul></div></div></article>
    <section id="comments"><h2>Bình luận</h2>{"".join(f"<p>{escape(c)}</p>" for c in story.comments)}</section></main>
    <aside class="sidebar"><ul>{_links(story)}</ul></aside><footer class="site-footer"><p>© 2020 Hội Người Việt</p></footer>
    </body></html>"""


def page_bare(story: Story) -> str:
    """An old page without classes: paragraphs parted by <br>, a date line, related links with marks."""
    links = "".join(f'<p>&gt;&gt; <a href="/k.html">{escape(title)}</a></p>' for title in story.related)
    return f"""<html><head><title>{escape(story.title)}</title>
    <meta http-equiv="Content-Type" content="text/html; charset=utf-8">{_TRACKER}</head><body>
    <table width="100%"><tr><td width="20%"><a href="/">Trang chủ</a><br><a href="/lh">Liên hệ</a></td><td>
    <h1>{escape(story.title)}</h1><span>{_weekday(story.published)}, {story.published:%d/%m/%Y}, 08:15 (GMT+7)</span>
    <p><b>{escape(story.lead)}</b></p><table><tr><td><img src="a.jpg"></td></tr><tr><td>{escape(story.captions[0])}</td></tr></table>
    <div>{"<br><br>".join(escape(paragraph) for paragraph in story.body)}</div>
    <table align="center"><tr><td><img src="b.jpg"></td></tr><tr><td><em>{escape(story.captions[1])}</em></td></tr></table>
    {links}<p align="right"><b>{story.author}</b></p></td></tr></table></body></html>"""


def page_express(story: Story) -> str:
    """A news site with today's date at the top, links in the body, and boxes whose parts are named like the story's."""
    figure = '<figure class="tplCaption"><div class="fig-picture"><img></div><figcaption><p class="Image">{}</p></figcaption></figure>'
    return f"""<html><head><title>{escape(story.title)} - Báo Tin Nhanh</title><meta name="pubdate" content="{story.published}T10:00:00+07:00">
    <meta name="description" content="{escape(story.lead)} - Tin Nhanh"><link rel="canonical" href="https://vnexpress.net/{story.id}.html"></head><body>
    <section class="top-header"><div class="time-now">Thứ Bảy, 21/11/2026 | 09:00</div></section>{_MENU}<section class="page-detail">
    <div class="header-content"><ul class="breadcrumb"><li><a>Thời sự</a></li></ul>
    <span class="date">{_weekday(story.published)}, {story.published:%d/%m/%Y}, 10:00 (GMT+7)</span></div>
    <h1 class="title-detail">{escape(story.title)}</h1><p class="description">{escape(story.lead)}</p>
    <article class="fck_detail">{figure.format(escape(story.captions[0]))}{_p(story.body[:2])}
    <ul class="list-news"><li><a href="/x">{escape(story.related[0])}</a></li></ul>{_p(story.body[2:])}
    {figure.format(escape(story.captions[1]))}<p class="Normal" style="text-align:right;"><strong>{story.author}</strong></p></article>
    <div class="box-tinlienquanv2"><article class="item-news"><h4><a>{escape(story.related[1])}</a></h4>
    <p class="description">Chuyến thăm diễn ra trong hai ngày cuối tuần qua.</p></article></div>
    <div id="box_comment_vne">{"".join(f"<p>{escape(c)}</p>" for c in story.comments)}</div></section></body></html>"""


def _weekday(day: date) -> str:
    return ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")[day.weekday()]


PAGES = {
    "magazine": page_magazine,
    "ministry": page_ministry,
    "daily": page_daily,
    "blog": page_blog,
    "bare": page_bare,
    "express": page_express,
}
"""Six layouts: a story to an HTML page."""
