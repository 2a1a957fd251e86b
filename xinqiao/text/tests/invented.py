"""Invented messages for the tests of this package: no sentence of them was ever written by anybody."""

PROBLEMS = {
    "电梯": (
        "电梯又停运了",
        "我们楼的电梯停运一个月,老人上下楼很不方便,维保公司说没有配件,请尽快修好电梯。",
        "电梯经常困人,昨天又坠落半层,什么时候能更换?",
    ),
    "油烟": (
        "一楼餐馆油烟扰民",
        "楼下的烧烤店没有专用烟道,油烟直接排进楼道,晚上不敢开窗,请环保部门来看看。",
        "夜宵摊把油烟排到小区里,炭火味很重,开到凌晨。",
    ),
    "停水": (
        "晚上经常停水",
        "每天晚上八点以后就停水,水压很小,热水器打不着火,自来水公司和物业互相推诿。",
        "高峰期没水用,水压不够,二次供水设备坏了没人修。",
    ),
    "欠薪": (
        "工程队拖欠工资",
        "干了半年活,包工头只发了两个月的工资,说工程款没有到,请帮我们讨回血汗钱。",
        "项目完工三个月了,农民工工资还没有结清。",
    ),
    "入学": (
        "孩子上小学的学位问题",
        "买房的时候说配套小学就近入学,现在又说学位满了要派位,不知道孩子能不能报名。",
        "学区划分不合理,家门口的小学上不了。",
    ),
}

PLACES = ("海棠花园小区", "青松嘉苑小区", "临江名都小区", "白鹭湾小区", "松竹里小区", "望岳山庄")


def told(place: str, problem: str, way: int = 0) -> str:
    """A message about a problem at a place, told in one of three ways."""
    title, first, second = PROBLEMS[problem]
    body = (first, second, first + second)[way % 3]
    return f"B3区{place}{title}\n您好,我是{place}的业主。{body}"
