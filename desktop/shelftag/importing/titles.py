"""Reads file and folder names: a title in words, an article number, or nothing worth keeping."""

import re
import unicodedata
from functools import lru_cache

_DATE = r"(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])"
_CAMERA = re.compile(
    rf"""
    (?:
        (?:dsc[fn]?|sam|cimg|hpim|kif|imgp|sany|gopr|gp|dji|mvimg|wp|pict|_mg|_dsc)_?\d[\d_]*
      | (?:img|image|photo|picture|pic|foto|bild|scan|vid|mov|pxl|received|fb_img|signal|snapchat
           |mmexport|wx_camera|screenshot|screen[ ]shot|untitled|unnamed|download
           |微信图片|微信截图|截图|截屏|屏幕截图|图片|照片|未命名|无标题|下载|相机|扫描)
        [-_ .~]*(?:e?\d[-\d_ .~]*)?(?:wa\d+)?
      | (?:whatsapp[ ](?:image|photo|bild|imagen)|signal|photo|screenshot)[-_ ]*{_DATE}.*
      | p10\d{{5}}                                # Panasonic
      | \d{{3}}_\d{{4}}                           # Canon, Kodak
      | {_DATE}(?:\d{{6}}|\d{{9}})?               # phones
      | {_DATE}(?:[-_ .T~]+\d+)+
      | [0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}
      | (?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{{16,}}
      | \d{{16,}}
    )
    (?:[-_ ]*(?:copy|edited|hdr|burst\d*|portrait|kopie|副本|编辑))?
    (?:[-_ ]*\(\d+\))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CODE = re.compile(
    r"""
    (?<![^\W_])(?:
        [A-Z]{2,6}(?:-[A-Z]{1,4})?-\d{2,}[A-Z0-9]*(?:-[A-Z0-9]{1,6})*   # MUG-0012, TS-M-0101-BLK
      | [A-Z]{1,6}\d{3,}[A-Z0-9]*(?:-[A-Z0-9]{1,6})*     # AB12345, P100-RED
      | [a-z]{1,4}\d{4,}                                        # ab12345
      | \d{3,}-[A-Z][A-Z0-9]+                                   # 1234-BLK
      | \d{8,14}                                                # EAN, UPC, GTIN
    )(?![^\W_])
    """,
    re.VERBOSE,
)
_MEASURE = re.compile(
    r"\d+(?:[.,x×-]\d+)*-?(?:ML|CL|DL|L|KG|MG|G|MM|CM|M|OZ|LB|PCS|PC|W|V|MAH|GB|TB)"
)
_RUNNING_NUMBER = re.compile(r"(?:[-_]\d{3,6}| 0\d{2,5}| ?[-_]?\(\d{1,3}\)|_\d{1,2})$")
_TRUE_HYPHEN = re.compile(r"(?<![^\W_])([A-Zetvx])-(?=[^\W\d_]{3})")
_HUMP = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+")
_EMPTY_WORD = re.compile(
    "imgs?|images?|photos?|pictures?|pics?|dsc|dcim|camera|scan|untitled|unnamed|new|items?|files?"
    "|products?|copy|view|front|back|rear|side|left|right|top|bottom|details?|main|misc|other"
    "|uploads?|downloads?|screenshot|temp|tmp|test|final|edited|whatsapp|wechat"
    "|图片|照片|相机|未命名|新建文件夹|新建|截图|微信图片|商品|产品|正面|背面|侧面|细节|主图|副本|下载"
)


def normal(name: str) -> str:
    """Returns a name in composed Unicode (macOS stores é as two characters), trimmed."""
    return name.strip() if name.isascii() else unicodedata.normalize("NFC", name).strip()


@lru_cache(maxsize=1024)
def is_camera_name(stem: str) -> bool:
    """Whether a camera, phone or messenger made the name: ``IMG_0001``, ``20240131_120102``."""
    return _CAMERA.fullmatch(normal(stem)) is not None


@lru_cache(maxsize=1024)
def sku_from_name(stem: str) -> str | None:
    """Finds an article number: letters with digits (``MUG-0012``, ``AB12345``) or 8–14 digits.

    Dates, measures (``500ML``), camera names and running numbers (``Apple_001``) are none.
    """
    name = normal(stem)
    if is_camera_name(name):
        return None
    for match in _CODE.finditer(name):
        code = match.group()
        if not _MEASURE.fullmatch(code) and not re.fullmatch(_DATE, code):
            return code
    return None


def title_from_name(stem: str) -> str:
    """Turns a file's stem or a folder's name into words.

    Separators become spaces, running numbers and the article number go (a name that is nothing but
    letters-and-digits code stays as it is). Camera names and bare numbers give "".
    """
    name = _printable(normal(stem))
    if is_camera_name(name):
        return ""
    code = sku_from_name(name)
    if code == name:
        return "" if code.isdigit() else code
    words = _words(name.replace(code, " ", 1) if code else name)
    if not any(character.isalpha() for character in words):
        words = code if code and not code.isdigit() else ""
    return words


def is_informative(text: str) -> bool:
    """Whether a text holds a word that can say what a thing is: for a model, or for a search."""
    if is_camera_name(text):
        return False
    return any(
        _CJK.search(word)
        or (len(word) >= 2 and not word.isascii())
        or (len(word) >= 3 and re.search("[aeiouy]", word))
        for word in _WORD.findall(text.casefold())
        if not _EMPTY_WORD.fullmatch(word)
    )


def _words(name: str) -> str:
    """Cuts a name at its separators. Hyphens are separators only where no space does that work."""
    words = _RUNNING_NUMBER.sub("", name.strip(" _-"))
    spaced = " " in words.strip()
    words = re.sub(r"[_+]|%20|\s-\s", " ", words)
    if not spaced:
        kept = _TRUE_HYPHEN.sub("\\1\N{NON-BREAKING HYPHEN}", words)
        words = kept.replace("-", " ").replace("\N{NON-BREAKING HYPHEN}", "-")
        words = words.replace(".", " ")
    words = _HUMP.sub(" ", words)
    return " ".join(re.sub(r"\(\s*\)|\[\s*\]", " ", words).split()).strip(" -_.,")


def _printable(text: str) -> str:
    """Drops what is no text: control characters, newlines, undecodable bytes."""
    return "".join(character if character.isprintable() else " " for character in text)
