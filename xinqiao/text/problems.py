"""What people complain about: a hundred kinds of problem, each with the words that name it.

Two people tell of one problem in different words (夜宵摊, 烧烤, 油烟); the kind is what they share. The list
was written by hand from knowledge of public services; nothing in it was counted from a collection of
messages. A word may stand in several kinds. Words are normalised and at least two characters long; a longer word wins over one inside it.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_KINDS = """
施工噪音: 夜间施工 通宵施工 施工扰民 施工噪音 施工噪声 深夜施工 凌晨施工 打桩 渣土车 挖机 挖土机 工地 施工 搅拌站 半夜施工 钻机 爆破
生活噪音: 噪音 噪声 扰民 广场舞 音响 喇叭 吵闹 吵醒 睡不着 睡眠 分贝 麻将馆 麻将 ktv 酒吧 夜市 唱歌 架子鼓 低频 震耳 休息 吵得 高音 广播
餐饮油烟: 油烟 烟道 餐馆 餐饮 烧烤 夜宵 夜宵摊 饭店 排烟 烟管 烟囱 油烟味 净化器 火锅 快餐 早餐店 厨房 炭火 柴火 饭馆 排烟管道
臭气废气: 臭味 恶臭 异味 臭气 废气 气味 刺鼻 难闻 粉尘 黑烟 浓烟 尾气 排放 偷排 喷漆 油漆味 甲醛 呼吸 空气 大气污染 雾霾 扬尘 灰尘 焚烧
污水河道: 污水 废水 河道 黑臭 水体 排污 水质 鱼塘 污染 河水 直排 下水道 化粪池 管网 排水 沟渠 湖水 水库 泔水
垃圾: 垃圾 垃圾站 垃圾场 中转站 垃圾桶 清运 填埋 焚烧厂 卫生死角 环卫 脏乱差 蚊虫 苍蝇 建筑垃圾 垃圾堆
辐射电力设施: 高压线 变电站 变压器 基站 辐射 电磁 信号塔 高压 输电 铁塔 110kv 220kv 高压电 配电房 电缆
停水水压: 停水 水压 供水 自来水 水塔 二次供水 用水 没水 水管 饮水 水表 水厂 饮用水 井水 水费 一户一表 水改 加压
停电电费: 停电 供电 电费 电表 用电 电网 电压 断电 线路 跳闸 电力 电业局 农网 阶梯电价 路灯
燃气供暖: 燃气 天然气 煤气 供暖 暖气 开通燃气 通气 采暖 管道气 集中供热 热水
电梯: 电梯 困人 维保 加装电梯 停运 坠落 扶梯
房屋质量: 开裂 裂缝 漏水 渗水 质量 渗漏 墙面 楼板 脱落 空鼓 承重墙 外墙 质量问题 危房 验收 维修 鉴定 沉降 倾斜 返工 瓷砖 防水
装修精装: 装修 精装 精装修 装修费 毛坯 质价 不符 装修质量 质价不符 材料 捆绑 全装修
交房逾期: 交房 延期 逾期 烂尾 停工 复工 交付 收房 烂尾楼 迟迟 违约金 开发商跑路 工期 延迟交房
虚假宣传: 虚假宣传 虚假 欺诈 误导 承诺 宣传 沙盘 忽悠 欺骗 销售 置业顾问 广告 欺瞒 隐瞒 货不对板
退房退款: 退房 退款 退铺 定金 首付 认筹 退还 退钱 不退 订金 购房款 诚意金 押金 退费 预付款 退货
房产证: 房产证 办证 产权证 不动产证 不动产 产权 土地证 国土证 契税 两证 栋证 网签 备案 过户 权属 登记 确权 发证
购房政策: 限购 购房资格 摇号 买房 购房 首套 房价 人才购房 刚需 楼市 二手房 捂盘 一房二卖 降价 均价 备案价 房贷 预售
公积金: 公积金 住房公积金 提取 公积金贷款 缴存 补缴公积金
保障住房: 公租房 廉租房 经济适用房 安置房 棚户区 棚改 保障房 租赁补贴 住房补贴 限价房 回迁 安置 过渡费 安置小区
物业管理: 物业 物业费 物业公司 前期物业 保安 保洁 管家 物业服务 小区管理 乱收费 门禁 公共收益 物管 收费标准 维修资金 维修基金 公维金
业委会: 业委会 业主大会 业主委员会 选举 换届 投票 选票 筹备组 表决 备案 公章 罢免 业主代表
停车: 停车 停车位 车位 乱停 违停 停车场 乱停乱放 停车费 地下车库 占道停车 车库 人防车位 产权车位 停车难 僵尸车 车位费
违章建筑: 违建 违章建筑 违法建筑 私搭乱建 加盖 乱搭乱建 拆违 搭建 违规建房 违章 加层 违规搭建 扩建 占地 违规建设 改建 强占
住改商: 住改商 商铺 门面 架空层 底商 铺面 经营 住宅楼 破墙 开门面 改变用途 商业门面 营业
消防安全: 消防 消防通道 火灾 消防隐患 灭火 安全隐患 逃生 堵塞通道 着火 消火栓 安全通道 起火
安全防护: 栏杆 护栏 外廊 窗户 玻璃 坠楼 高空抛物 围栏 防护 井盖 隐患 安全 危险 塌方 滑坡 伤人 防护栏 钢化玻璃
规划调整: 规划 调规 规划变更 改规划 用地性质 容积率 控规 公示 用地 地块 空地 配套 规划局 商业用地 绿地
道路修建: 修路 道路 烂路 破损 坑洼 断头路 拉通 通车 泥泞 泥路 水泥路 硬化 提质改造 坑坑洼洼 路面 公路 修建 拓宽 烂泥 国道 高速 省道 出行困难
旧城改造: 旧城改造 老旧小区 改造 提质 旧改 棚改 城中村 更新 老小区 拆除重建 有机更新 城市更新
征地拆迁: 拆迁 征地 征收 补偿 补偿款 征地补偿 强拆 拆迁安置 征拆 拆迁户 青苗费 补偿标准 失地 土地征收 拆除
公交: 公交 公交车 公交站 线路 站台 司机 班次 末班车 调头 线路调整 公共汽车 乘车 候车 公交线 公交线路 改道
地铁: 地铁 轨道 地铁站 号线 城铁 轻轨 站点 出入口 轨道交通 城轨
交通信号: 红绿灯 信号灯 斑马线 拥堵 堵车 天桥 地下通道 人行道 交警 交通事故 限速 摄像头 抓拍 左转 掉头 人行天桥 隔离栏 路口 标线 车流量
违章罚款: 罚款 扣分 违章停车 罚单 处罚 拖车 电子警察 贴条 闯红灯 记分 年检 驾照 驾驶证 驾校 考驾照
出租网约车: 出租车 的士 网约车 滴滴 黑车 拒载 打车 宰客 营运 运营 乱收费 摩的 客运 大巴 客车 车票 班线
货运物流: 快递 物流 货车 大货车 驿站 超载 包裹 运费 投递 邮政 货运 快递员
车辆登记: 上牌 车管所 牌照 号牌 过户 电动车 电动汽车 充电桩 新能源 摩托车 三轮车 汽车站 报废
铁路航空: 火车 火车站 高铁 铁路 机场 航班 机票 高铁站 飞机
占道经营: 摊贩 占道经营 流动摊贩 摆摊 小贩 占道 夜市 城管 马路市场 乱摆 农贸市场 菜市场 集市
绿化公园: 绿化 公园 树木 砍树 绿化带 景观 广场 草坪 步道 毁绿 健身 休闲 园林 树枝
光污染: 光污染 灯光 led 显示屏 刺眼 强光 广告牌 射灯 探照灯 招牌 霓虹
养犬动物: 养狗 狗叫 遛狗 流浪狗 咬伤 养犬 宠物 狂犬 养鸡 猪场 养猪 养殖 养殖场
白蚁虫害: 白蚁 老鼠 蟑螂 虫害 蚊子
宽带通信: 宽带 网络 移动 电信 联通 信号 手机信号 网速 套餐 话费 5g 携号转网 光纤 有线电视 流量 号码 客服
小学入学: 入学 学位 学区 招生 小学 上学 划片 报名 配套小学 义务教育 就近入学 学区房 派位 微机派位 上小学 读书 对口 学籍 转学 入读 新生
幼儿园: 幼儿园 开园 公办幼儿园 普惠 民办幼儿园 托班 入园 幼师 配套幼儿园 保教费 幼教
中考高考: 中考 高考 录取 指标生 分数线 择校 志愿 考生 成绩 加分 普高 高中 自主招生 高三 投档
补课收费: 补课 乱收费 择校费 补习 培训班 补课费 学费 资料费 校服 收费 在职教师 有偿补课 家长 教辅 课后 晚自习 餐费 违规收费 教材
托管培训机构: 托管 培训机构 辅导班 校外培训 无证办学 培训学校 早教 退学费 教育机构 辅导机构 黑托管 无证
教师待遇: 教师 老师 代课 民办教师 教师待遇 绩效工资 职称 教师编制 特岗 教龄 代课教师 评职称 班主任 教师资格
校园管理: 学校 校园 食堂 体罚 欺凌 宿舍 寝室 班级 作业 军训 校车 放学 校长 学生 大班额 校门口 寄宿 减负 作息
学生实习: 实习 学生实习 强制实习 工厂 打工 外出打工 流水线 顶岗 职业学院 职业技术学院 中职 职校 廉价劳动力
高校: 大学 学院 毕业 毕业证 毕业生 本科 研究生 自考 成人高考 论文 学历 大学生 奖学金 助学金 助学贷款 专升本 学位证 考研
文化体育: 图书馆 体育馆 文化 体育 游泳馆 球场 健身房 文物 遗址 博物馆 网吧 电影院 足球 游泳池 篮球场 古建筑 演出 广电
拖欠工资: 工资 欠薪 拖欠工资 农民工 讨薪 血汗钱 不发工资 欠钱 工程款 薪水 包工头 劳务 拖欠 欠款 克扣 薪资 工钱 发工资
劳动合同: 劳动合同 辞退 解雇 裁员 辞职 加班 劳动仲裁 试用期 劳动法 合同工 临时工 劳务派遣 劳动监察 离职 用人单位 仲裁 赔偿金 双休 休息日 解除 转正 同工同酬 加班费
工伤: 工伤 工伤认定 伤残 职业病 赔偿 尘肺 工亡 劳动能力 劳动能力鉴定 受伤
社保养老: 社保 养老保险 养老金 退休 缴费 退休金 社会保险 补缴 五险 转移 参保 断交 视同 工龄 灵活就业 买断 停保 养老 失业金 失业 生育津贴 社保卡 企业退休 下岗 续保 城乡居保
就业创业: 就业 招聘 求职 创业 应聘 考试 公务员 事业单位 岗位 补贴 人才 引进 面试 技能 体检 人才补贴 编制 笔试 安置工作 职业资格 证书 技术工人
医保: 医保 报销 医疗保险 新农合 异地就医 医保卡 门诊 大病 合作医疗 住院 特殊病种 慢性病 特病 药费 异地 居民医保
医院服务: 医院 医生 护士 看病 挂号 就诊 治疗 手术 医疗 病人 急诊 药品 病房 患者 检查 误诊 医疗事故 医患 医德 卫生院 诊所 医闹 科室 住院部 药店 处方 医药 红包 门诊部 眼科
计划生育: 二胎 计划生育 生育 独生子女 准生证 社会抚养费 生育证 超生 独生子女费 奖励扶助 失独 婚检 计生 独生 避孕 上环 再生育 三胎
疫苗防疫: 疫苗 接种 防疫 疫情 传染病 隔离 口罩 预防 艾滋 核酸 疾控 狂犬疫苗 流感 儿童疫苗
卫生人员: 乡村医生 村医 执业医师 执业证 护士证 规培 医师 医务人员 卫生局 卫计委 卫生室 卫计局 乡医 医师证 药师
食品安全: 食品 过期 食品安全 变质 吃坏 中毒 餐具 有毒 食物 卫生许可 假冒 三无 地沟油 农药残留 奶粉 保质期 注水
消费维权: 消费者 假货 维权 消费 质量问题 工商 售后 退换 商家 商品 价格欺诈 霸王条款 三包 客服 网购 强制消费 购买 预付卡 会员卡 办卡 充值 健身卡 4s店 汽车 超市 发票 假冒伪劣 商场 店家 哄抬 定价
传销: 传销 传销窝点 拉人头 洗脑 窝点 直销 传销组织 保健品
金融诈骗: 诈骗 非法集资 集资 p2p 理财 投资 不兑付 兑付 跑路 借贷 贷款 高利贷 套路贷 网贷 平台 骗子 被骗 血本无归 传销式 涉嫌诈骗 立案 受害人 投资人 本金 利息 财富 金融公司 现金贷
银行保险: 银行 信用卡 存款 保险公司 保单 理赔 征信 按揭 利率 车险 放贷 银行卡 还款 农商行
物价: 物价 涨价 油价 收费 价格 乱涨价 明码标价 高价 水价 气价 加油站 油品
旅游: 旅游 景区 导游 旅行社 景点 游客 门票 酒店 宾馆 旅店 民宿 购物店 旅游局 跟团 农家乐 订房 住宿 度假 文旅城
市场准入: 营业执照 许可证 工商局 注册 证照 假证 假照 无证经营 撤销 办证 市场监管 颁证 个体户 执照 年审 市场监督管理局 无证
招商企业: 招商 投资环境 企业 园区 开发区 产业 民营 小微 纳税 发展 工业园 招投标 招标 中标 税务 开票
烟草酒类: 烟草 香烟 烟草证 烟草专卖 白酒 卷烟
彩票: 彩票 福彩 体彩 投注
电商: 淘宝 网店 京东 电商 微商 拼多多 网上购物 天猫 直播
农村土地: 土地 宅基地 承包地 流转 农田 耕地 山林 林地 建房 土地承包 自留地 水田 占田 组长 山地 土地流转 基本农田 林权 承包
村务: 村委会 村支书 村干部 村民 村务公开 贫困户 低保 五保 精准扶贫 扶贫 村主任 账目 支书 村里 村组 村官 驻村 集体 小组长 分红
惠农: 农业补贴 种粮 农机 农药 化肥 种子 粮食 补贴款 退耕还林 水利 灌溉 农资 直补 农合 水稻 种植
低保救助: 低保 救助 困难 残疾 残疾人 孤儿 五保 优抚 临时救助 大病救助 民政 残疾证 低保户 特困 困难补助 残联 低保金
养老机构: 养老院 敬老院 高龄补贴 养老服务 老年人 老年大学 老年卡 老人 养老中心 高龄
殡葬: 殡葬 墓地 公墓 殡仪馆 火化 丧葬 灵堂 骨灰 土葬 殡仪 陵园 灵棚 丧事
军人优抚: 退伍 军人 复员 转业 退役 士兵 老兵 参战 军属 部队 伤残军人 入伍 征兵
婚姻: 婚姻 离婚 结婚 抚养费 彩礼 家暴 婚姻登记 夫妻 抚养权
户籍证件: 户口 户籍 落户 身份证 迁户 户口本 居住证 派出所 入户 迁移 改名 护照 上户 流动人口 迁入
治安: 打人 盗窃 黑社会 赌博 吸毒 卖淫 恶势力 涉黑 殴打 治安 公安 报警 110 游戏机 斗殴 威胁 保护伞 黄赌毒 打砸 抢劫 赌场 民警 特殊服务 恐吓 老虎机 敲诈
司法执行: 法院 判决 执行 起诉 官司 强制执行 老赖 律师 法官 胜诉 检察院 诉讼 失信 失信被执行人 上诉 开庭 再审
贪腐: 贪污 腐败 受贿 以权谋私 挪用 举报 侵占 违纪 官商勾结 徇私 渎职 公款 利益输送 纪委 滥用职权 贪官
作风: 不作为 推诿 态度 踢皮球 敷衍 乱作为 懒政 服务态度 工作作风 效率 推脱 慢作为 打官腔 甩锅 办事难
政务服务: 政务 窗口 办事 审批 咨询 热线 12345 政务中心 办事大厅 公开 信息公开 打电话 手续 办理 流程 材料 服务中心
行政区划: 区划 行政区划 撤县 更名 地名 合并 划分 路名 门牌 改制
气象灾害: 洪水 内涝 积水 防洪 水灾 暴雨 受灾 冰冻 干旱 泥石流 倒灌 水浸
砂石矿产: 采砂 采石 挖砂 采石场 砂石 煤矿 开采 矿山 非法采 石料 炸山 砂场 采矿
汽车买卖: 购车 买车 新车 试驾 提车 车行 二手车 变速箱 发动机
租房: 租房 出租 房东 租金 中介 押金 租赁 群租 长租公寓 租客 房租 承租 二房东 公寓
婴幼母婴: 母婴 产妇 月子 婴儿 儿童 新生儿 月嫂 孕妇 产检 分娩
美容: 美容 美发 整形 减肥 理发 祛斑 美容院
人防地下: 人防 地下室 防空洞 地下空间 负一楼
邻里装修: 邻居 楼上 楼下 隔壁 打孔 承重 砸墙 相邻 共墙 采光 遮挡 日照 阳光
雨污公厕: 公厕 厕所 雨污分流 旱厕 堵塞 反水 返水 污水管 下水
"""


def _parsed() -> dict[str, tuple[str, ...]]:
    lines = (line.split(":", 1) for line in _KINDS.strip().splitlines())
    return {name: tuple(words.split()) for name, words in lines}


KINDS: dict[str, tuple[str, ...]] = _parsed()


@lru_cache(maxsize=1)
def _kinds_of_word() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for kind, named in KINDS.items():
        for word in named:
            table.setdefault(word, []).append(kind)
    return {word: tuple(kinds) for word, kinds in table.items()}


@lru_cache(maxsize=1)
def _lengths() -> dict[str, tuple[int, ...]]:
    """The first two characters of a word, and how long the words are that begin so, longest first."""
    table: dict[str, set[int]] = {}
    for word in _kinds_of_word():
        table.setdefault(word[:2], set()).add(len(word))
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in table.items()}


_SHORT = 24
_REMEMBERED = 20_000
# Stands between texts that are read together; no normalised text holds it.
_BETWEEN = "\0"


def _hashed(codes: NDArray[np.uint32]) -> NDArray[np.uint16]:
    return (codes[:-1] * np.uint32(31) + codes[1:]).astype(np.uint16)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@lru_cache(maxsize=1)
def _starts() -> NDArray[np.bool_]:
    """Which hashes two characters have with which a word may begin: most places of a text are ruled out at once."""
    table = np.zeros(1 << 16, dtype=bool)
    for start in _lengths():
        table[_hashed(_codes(start))] = True
    return table


def _found(text: str, places: Sequence[int]) -> list[tuple[int, str]]:
    """The words that begin at some places of a text, each with its place: the longest, and none inside another."""
    known, lengths = _kinds_of_word(), _lengths()
    found: list[tuple[int, str]] = []
    end = 0
    for at in places:
        if at < end:
            continue
        for length in lengths.get(text[at : at + 2], ()):
            word = text[at : at + length]
            if word in known:
                found.append((at, word))
                end = at + length
                break
    return found


def _places(text: str) -> NDArray[np.intp]:
    """Where in a text a word may begin."""
    return _starts()[_hashed(_codes(text))].nonzero()[0]


def named(normal: str) -> list[tuple[int, str]]:
    """The words of a normalised text that name some problem, each with the place where it begins, longest match first.

    >>> named("有烧烤摊,油烟太大")
    [(1, '烧烤'), (5, '油烟')]
    """
    # For a single word the arrays would take longer than looking at each place.
    return _found(normal, range(len(normal) - 1) if len(normal) <= _SHORT else _places(normal).tolist())


def problem_words_in(texts: Sequence[str]) -> list[list[str]]:
    """The words of each of many normalised texts that name some problem, as often and in the order they are said."""
    joined = _BETWEEN.join(texts)
    words: list[list[str]] = [[] for _ in texts]
    if len(joined) < 2:
        return words
    found = _found(joined, _places(joined).tolist())
    ends = np.cumsum([len(text) + len(_BETWEEN) for text in texts])
    owners = np.searchsorted(ends, np.array([at for at, _ in found], dtype=np.int64), side="right")
    for owner, (_, word) in zip(owners.tolist(), found, strict=True):
        words[owner].append(word)
    return words


def problem_words(normal: str) -> Counter[str]:
    """Count the words of a normalised text that name some problem.

    >>> sorted(problem_words("烧烤摊的油烟太大"))
    ['油烟', '烧烤']
    """
    return Counter([word for _, word in named(normal)])


class _Worth(dict[tuple[str, int], tuple[float, tuple[str, ...]]]):
    """What a word that is said so many times counts for each of its kinds, remembered up to a number of words."""

    def __missing__(self, said: tuple[str, int]) -> tuple[float, tuple[str, ...]]:
        word, count = said
        kinds = _kinds_of_word()[word]
        worth = (2.0 - 0.5 ** (count - 1)) * min(len(word), 4) / len(kinds), kinds
        if len(self) >= _REMEMBERED:
            self.clear()
        self[said] = worth
        return worth


_worth_of = _Worth()


def kinds(found: Counter[str]) -> dict[str, float]:
    """Weigh the kinds of problem that some words point to: the weights add up to 1, or there are none.

    A word of several kinds is shared between them; a word said again counts half as much each time.

    >>> max(kinds(problem_words("烧烤夜宵油烟扰民")).items(), key=lambda kind: kind[1])[0]
    '餐饮油烟'
    """
    weights: dict[str, float] = {}
    for said in found.items():
        weight, kinds_of_word = _worth_of[said]
        for kind in kinds_of_word:
            weights[kind] = weights.get(kind, 0.0) + weight
    total = sum(weights.values())
    return {kind: weight / total for kind, weight in weights.items()} if total else {}
