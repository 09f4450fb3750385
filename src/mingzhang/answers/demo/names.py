"""Names for the crowd: common surnames and given names, put together by chance."""

from __future__ import annotations

from random import Random

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余"
    "于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷"
    "龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤"
)
_GIVEN = (
    "安宁平乐康健明远清和嘉瑞文雅思源子涵一诺若晨晓东春华秋实雨晴海川志成永祥玉兰桂芳"
    "丽君书琴浩然欣怡景行怀瑾望舒知微可心如意立新建国卫东爱民"
)


def person_name(generator: Random) -> str:
    """A surname and one or two characters of a given name."""
    surname = generator.choice(_SURNAMES)
    given = "".join(generator.choice(_GIVEN) for _ in range(generator.choice((1, 2, 2, 2))))
    return surname + given


def employer_name(generator: Random, city: str) -> str:
    """An employer that is plainly made up for the demo."""
    trade = generator.choice(("纺织", "软件", "餐饮", "物流", "印刷", "机械", "园林", "食品", "电子", "家具"))
    return f"{city}{generator.choice(_GIVEN)}{generator.choice(_GIVEN)}{trade}有限公司（演示）"
