"""A tiny shop in five languages, as a table without photos."""

import csv

WORDS = {
    "Shoes": (
        "红色运动鞋 男款", "跑步鞋 透气", "スニーカー 白", "ランニング用スニーカー",
        "รองเท้าผ้าใบสีขาว", "รองเท้าวิ่งผู้ชาย", "Laufschuhe Herren", "Turnschuhe weiß Größe 42",
        "running shoes 👟", "white canvas shoes",
    ),
    "Juice": (
        "橙汁 1升", "苹果汁 无糖", "オレンジジュース 1L", "りんごジュース", "น้ำส้มคั้นสด",
        "น้ำแอปเปิ้ล 1 ลิตร", "Orangensaft 1L", "Apfelsaft naturtrüb",
        "orange juice 🍊", "apple juice organic",
    ),
    "Lamps": (
        "护眼台灯", "台灯 客厅", "デスクランプ", "寝室用ランプ", "โคมไฟตั้งโต๊ะ",
        "โคมไฟตั้งพื้น", "Schreibtischlampe LED", "Stehlampe Wohnzimmer",
        "desk lamp 💡", "floor lamp living room",
    ),
}  # fmt: skip
TEXTS = [text for texts in WORDS.values() for text in texts]
LABELS = [name for name, texts in WORDS.items() for _ in texts]


def write_table(path, texts=TEXTS, labels=LABELS, descriptions=None):
    """Writes a CSV of products without photos."""
    with path.open("w", encoding="utf-8", newline="", errors="surrogatepass") as file:
        writer = csv.writer(file)
        writer.writerow(["file_name", "category", "product", "title", "description"])
        for number, (text, label) in enumerate(zip(texts, labels, strict=True)):
            more = descriptions[number] if descriptions else ""
            writer.writerow(["", f"Shop > {label}", f"p{number}", text, more])
    return path
