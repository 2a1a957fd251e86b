"""The law at hand: everyday words find the article."""

import doctest

from xinqiao.text import law_search, legal_words
from xinqiao.text.law_search import Article, Library, source

# Invented articles of invented laws, with the words of real ones.
ARTICLES = (
    Article(1, "劳动法第一条", "用人单位拖欠劳动者劳动报酬的,由主管部门责令限期支付。"),
    Article(2, "民法典第二条", "承租人未经出租人同意转租的,出租人可以解除租赁合同。"),
    Article(3, "某海事规则第三条", "船舶的用人单位拖欠劳动者劳动报酬的,依照本规则办理。"),
    Article(4, "中华人民共和国民法典第二条", "承租人未经出租人同意转租的，出租人可以解除租赁合同。"),
    Article("e", "饲养办法第五条", "饲养的动物造成他人损害的,饲养人应当承担责任。"),
)


def test_the_examples_of_the_docstrings_run():
    assert doctest.testmod(law_search).failed == 0
    assert doctest.testmod(legal_words).failed == 0


def test_everyday_words_find_the_law():
    library = Library(ARTICLES)
    assert library.search("老板欠工资找谁?")[0].id == 1
    assert library.search("邻居的狗咬伤人怎么赔")[0].id == "e"


def test_one_text_under_two_names_is_shown_once_by_its_full_name():
    found = [one.id for one in Library(ARTICLES).search("租客把房子转租给别人")]
    assert 4 in found
    assert 2 not in found


def test_special_rules_stand_behind_everyday_law():
    assert source("民法典") > source("劳动法") > source("某海事规则")
    found = [one.id for one in Library(ARTICLES).search("拖欠劳动报酬")]
    assert found.index(1) < found.index(3)


def test_nothing_to_find():
    assert Library([]).search("欠工资") == []
    assert Library(ARTICLES).search("") == []
    assert Library(ARTICLES).search("zzz") == []
