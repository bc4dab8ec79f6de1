"""What the demo shop sells: who draws each category, how it is photographed, what it costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import (
    accessories,
    bags,
    balls,
    books,
    clothing,
    food,
    furniture,
    music,
    plants,
    shoes,
    soft_toys,
    tableware,
    toys,
    watches,
)
from .mesh import Faces

Draw = Callable[[np.random.Generator], Faces]


@dataclass(frozen=True)
class Pose:
    """The range of angles (degrees) and framings that a photographer would choose.

    Attributes:
        yaw: from and to, about the upright axis.
        elevation: from and to, of the camera.
        fill: share of the frame.
        tall: share of the photos in portrait format.
        hung: in front of a wall instead of on a table.
        roll: greatest tilt in the picture plane.
    """

    yaw: tuple[float, float] = (-30, 30)
    elevation: tuple[float, float] = (8, 26)
    fill: float = 0.74
    tall: float = 0.2
    hung: bool = False
    roll: float = 0.0


@dataclass(frozen=True)
class DemoCategory:
    """One category of the demo shop.

    Attributes:
        key: slug in the starter taxonomy, or `new:English name|Chinese name` where the owner is
            going to add it.
        prefix: first part of its SKUs.
        name_en: its English name.
        name_zh: its Chinese name.
        words_en: titles that say what it is.
        words_zh: the same in Chinese.
        price: from and to, in euros.
        pose: how it is photographed.
        draw: makes one product.
    """

    key: str
    prefix: str
    name_en: str
    name_zh: str
    words_en: tuple[str, ...]
    words_zh: tuple[str, ...]
    price: tuple[float, float]
    pose: Pose
    draw: Draw


def _row(
    key: str, prefix: str, names: str, words_en: str, words_zh: str, price: tuple[float, float],
    pose: Pose, draw: Draw,
) -> DemoCategory:  # fmt: skip
    name_en, name_zh = names.split("|")
    return DemoCategory(key, prefix, name_en, name_zh, tuple(words_en.split("|")),
                        tuple(words_zh.split("|")), price, pose, draw)  # fmt: skip


_ON_WALL = Pose((-14, 14), (0, 5), 0.82, 0.5, hung=True)

CATEGORIES: tuple[DemoCategory, ...] = (
    _row("kitchen/mugs", "MUG", "Mugs|马克杯",
         "Stoneware mug|Coffee mug 350 ml|Breakfast mug",
         "陶瓷马克杯|咖啡杯 350毫升|早餐杯", (7, 19), Pose(elevation=(10, 34)),
         tableware.mug),
    _row("kitchen/teapots", "TEA", "Teapots|茶壶",
         "Teapot 0.8 l|Porcelain teapot|Family teapot",
         "手工茶壶|陶瓷茶壶 0.8升|家用泡茶壶", (22, 64), Pose((-25, 25), (10, 26), 0.8),
         tableware.teapot),
    _row("drinks/wine", "WIN", "Wine|葡萄酒",
         "Red wine 0.75 l|Dry white wine|Table wine",
         "干红葡萄酒 750毫升|半干白葡萄酒|佐餐红酒", (6, 28), Pose((-25, 25), (4, 14), 0.84, 0.8),
         tableware.bottle),
    _row("home/lamps", "LMP", "Lamps|台灯",
         "Table lamp|Bedside lamp E27|Reading lamp, cloth shade",
         "床头台灯|布罩台灯 E27|书房台灯", (29, 120), Pose((-30, 30), (2, 16), 0.8, 0.5),
         furniture.table_lamp),
    _row("furniture/chairs", "CHR", "Chairs|椅子",
         "Dining chair, beech|Kitchen chair|Wooden chair",
         "实木餐椅|厨房椅|靠背椅", (45, 180), Pose((-48, 48), (8, 22), 0.82, 0.5),
         furniture.chair),
    _row("garden/plants", "PLT", "Plants|盆栽",
         "House plant in a pot|Potted plant 40 cm|Green plant",
         "室内盆栽|绿植 40厘米|桌面绿植", (9, 49), Pose((-90, 90), (6, 20), 0.8, 0.5),
         plants.potted_plant),
    _row("clothing/t-shirts", "TSH", "T-shirts|T恤",
         "Cotton T-shirt|Crew-neck tee|T-shirt, jersey",
         "纯棉短袖T恤|圆领T恤|男女同款短袖", (12, 35), _ON_WALL, clothing.t_shirt),
    _row("shoes/sneakers", "SNK", "Sneakers|运动鞋",
         "Low sneaker|Canvas trainers|Running shoe",
         "低帮帆布鞋|休闲运动鞋|轻便跑步鞋", (39, 110), Pose((-28, 28), (8, 24), 0.82, 0.0),
         shoes.sneaker),
    _row("bags/handbags", "HBG", "Handbags|手提包",
         "Leather handbag|City handbag|Top-handle bag",
         "真皮手提包|通勤女包|复古手拎包", (49, 210), Pose((-32, 32), (6, 22), 0.78),
         bags.handbag),
    _row("bags/backpacks", "BPK", "Backpacks|双肩包",
         "Backpack 18 l|School backpack|Day pack",
         "双肩背包 18升|学生书包|城市双肩包", (32, 95), Pose((-35, 35), (4, 18), 0.8, 0.4),
         bags.backpack),
    _row("accessories/umbrellas", "UMB", "Umbrellas|雨伞",
         "Stick umbrella|Rain umbrella, 8 ribs",
         "长柄雨伞|八骨晴雨伞", (15, 45), Pose((-20, 20), (-4, 14), 0.8, 0.3),
         accessories.umbrella),
    _row("jewellery/watches", "WAT", "Watches|手表",
         "Wrist watch|Quartz watch 38 mm|Dress watch",
         "石英腕表 38毫米|商务手表|简约手表", (59, 290), Pose((-26, 26), (14, 36), 0.78, 0.3),
         watches.wrist_watch),
    _row("accessories/eyewear", "SUN", "Sunglasses|太阳镜",
         "Sunglasses, polarised|UV400 sunglasses",
         "偏光太阳镜|防紫外线墨镜", (19, 140), Pose((-30, 30), (8, 24), 0.84, 0.0),
         accessories.sunglasses),
    _row("food/fruit/apples", "APL", "Apples|苹果",
         "Apples, crisp, 1 kg|Orchard apples|Eating apple",
         "脆甜苹果 1公斤|果园红苹果|新鲜苹果", (2, 5), Pose((-60, 60), (12, 34), 0.72, 0.1),
         food.apple),
    _row("food/fruit/bananas", "BAN", "Bananas|香蕉",
         "Bananas, bunch|Ripe bananas 1 kg",
         "香蕉 一把|进口香蕉 1公斤", (1, 4), Pose((-20, 20), (10, 36), 0.8, 0.0),
         food.banana),
    _row("food/fruit/citrus", "LEM", "Lemons|柠檬",
         "Lemons, unwaxed|Fresh lemon, each",
         "新鲜黄柠檬|无蜡柠檬 单个", (1, 4), Pose((-14, 14), (12, 34), 0.76, 0.0),
         food.lemon),
    _row("sports/balls", "BAL", "Balls|球类",
         "Match ball size 5|Training ball|Indoor ball size 7",
         "五号比赛球|训练用球|七号室内球", (14, 49), Pose((-180, 180), (6, 26), 0.7, 0.1),
         balls.ball),
    _row("music/guitars", "GTR", "Guitars|吉他",
         "Acoustic guitar|Steel-string guitar|Folk guitar 4/4",
         "民谣吉他 41寸|原声木吉他|初学者吉他", (89, 390),
         Pose((-14, 14), (0, 4), 0.88, 0.7, hung=True),
         music.guitar),
    _row("electronics/headphones", "HPH", "Headphones|耳机",
         "Over-ear headphones|Wireless headphones|Studio headphones",
         "头戴式耳机|无线蓝牙耳机|监听耳机",
         (35, 220), Pose((-42, 42), (8, 24), 0.78, 0.2),
         music.headphones),
    _row("stationery/books", "BOK", "Books|图书",
         "Novel, hardcover|Cookbook|Illustrated book",
         "精装小说|家常菜谱|彩色绘本", (9, 38), Pose((-12, 16), (14, 30), 0.78, 0.0),
         books.book),
    _row("toys/soft-toys", "TED", "Soft toys|毛绒玩具",
         "Teddy bear 30 cm|Plush bear|Cuddly bear",
         "泰迪熊 30厘米|毛绒小熊|抱抱熊公仔", (12, 45), Pose((-32, 32), (6, 18), 0.78, 0.3),
         soft_toys.teddy_bear),
    _row("new:Paper kites|纸风筝", "KIT", "Paper kites|纸风筝",
         "Paper kite with tail|Hand-made kite",
         "手工纸风筝|菱形长尾风筝", (9, 29),
         Pose((-18, 18), (-4, 6), 0.86, 0.7, hung=True, roll=22),
         toys.paper_kite),
    _row("new:Spinning tops|陀螺", "TOP", "Spinning tops|陀螺",
         "Wooden spinning top|Hand-turned top",
         "木制陀螺|彩绘手转陀螺", (5, 16), Pose((-60, 60), (10, 28), 0.7, 0.1),
         toys.spinning_top),
    _row("new:Wooden robots|木头机器人", "ROB", "Wooden robots|木头机器人",
         "Wooden toy robot|Robot of painted blocks",
         "木头机器人|彩色积木机器人", (14, 42),
         Pose((-36, 36), (4, 20), 0.8, 0.4),
         toys.wooden_robot),
)  # fmt: skip


def demo_categories() -> tuple[DemoCategory, ...]:
    """All categories of the demo shop, those that the starter taxonomy lacks last."""
    return CATEGORIES
