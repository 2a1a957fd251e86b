"""The kinds of problem by their English names, for readers of English. The kinds themselves stand in ``problems``."""

_NAMES = """
施工噪音: construction noise
生活噪音: neighbourhood noise
餐饮油烟: kitchen fumes
臭气废气: smells and exhaust gas
污水河道: sewage and waterways
垃圾: refuse
辐射电力设施: radiation and power installations
停水水压: water supply and pressure
停电电费: power supply and charges
燃气供暖: gas and heating
电梯: lifts
房屋质量: quality of buildings
装修精装: interior finishing
交房逾期: late handover of homes
虚假宣传: false advertising
退房退款: returned homes and refunds
房产证: property certificates
购房政策: rules for buying homes
公积金: housing provident fund
保障住房: public housing
物业管理: property management
业委会: owners' committees
停车: parking
违章建筑: unlawful building
住改商: homes turned into business premises
消防安全: fire safety
安全防护: railings and safety
规划调整: changes of plans
道路修建: road building
旧城改造: renewal of old quarters
征地拆迁: land taking and demolition
公交: buses
地铁: underground railway
交通信号: traffic lights and crossings
违章罚款: traffic fines
出租网约车: taxis and ride hailing
货运物流: freight and parcels
车辆登记: vehicle registration
铁路航空: railways and flights
占道经营: street trading
绿化公园: greenery and parks
光污染: light pollution
养犬动物: dogs and animals
白蚁虫害: termites and pests
宽带通信: internet and telephone
小学入学: school admission
幼儿园: kindergartens
中考高考: entrance examinations
补课收费: paid tuition and school fees
托管培训机构: after-school care and training companies
教师待遇: teachers' pay and rank
校园管理: school management
学生实习: student placements
高校: universities
文化体育: culture and sports
拖欠工资: unpaid wages
劳动合同: labour contracts
工伤: injuries at work
社保养老: social insurance and pensions
就业创业: work and starting a business
医保: health insurance
医院服务: hospitals
计划生育: family planning
疫苗防疫: vaccines and epidemics
卫生人员: health workers
食品安全: food safety
消费维权: consumers' rights
传销: pyramid selling
金融诈骗: financial fraud
银行保险: banks and insurance
物价: prices
旅游: tourism
市场准入: business licences
招商企业: investment and companies
烟草酒类: tobacco and alcohol
彩票: lotteries
电商: online shops
农村土地: rural land
村务: village affairs
惠农: support for farmers
低保救助: minimum income and relief
养老机构: care homes
殡葬: funerals
军人优抚: soldiers and veterans
婚姻: marriage
户籍证件: household registration and papers
治安: public order
司法执行: courts and enforcement
贪腐: corruption
作风: conduct of officials
政务服务: public service counters
行政区划: districts and place names
气象灾害: floods and weather
砂石矿产: sand, stone and mining
汽车买卖: buying and selling cars
租房: renting
婴幼母婴: mothers and infants
美容: beauty treatment
人防地下: civil defence cellars
邻里装修: building work between neighbours
雨污公厕: public toilets and drains
"""

ENGLISH: dict[str, str] = dict(line.split(": ") for line in _NAMES.strip().splitlines())
