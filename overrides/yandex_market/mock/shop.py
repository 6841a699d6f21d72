"""What the invented shop is made of: its stores, goods, towns, people. Data only.

Names of people are put together from lists of common names; phones use codes that no operator
has (+7000, +7001), so nobody real is meant.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

BUSINESS_ID = 7_100_200
BUSINESS_NAME = "ООО «Берёзовый двор»"
FOREIGN_CAMPAIGN_ID = 21_990_001  # exists, belongs to somebody else
CLIENT_ID = 5_300_117


@dataclass(frozen=True, slots=True)
class StorePlan:
    """A store before it has orders. `share` is its part of all orders, in percent."""

    campaign_id: int
    name: str
    model: str  # as in the operations table: FBS, FBY, DBS, Express, LaaS
    share: int
    tax_system: str
    vat: str
    warehouse: str

    @property
    def placement(self) -> str:
        """The placement type on the wire, where Express counts as FBS."""
        return {"Express": "FBS", "LaaS": "LAAS"}.get(self.model, self.model)


STORES_AT_MOST = 1_000
# The first store takes what the shares of the others leave: 42 percent, and every remainder.
STORES = (
    StorePlan(21_000_101, "berezovy-dvor.ru", "FBS", 0, "OSN", "VAT_22", "Склад Подольск"),
    StorePlan(21_000_102, "Берёзовый двор Урал", "FBS", 10, "USN", "VAT_05", "Склад Берёзовский"),
    StorePlan(21_000_103, "Двор: крупные товары", "DBS", 14, "OSN", "VAT_22", "Склад Химки"),
    StorePlan(21_000_104, "Берёзовый двор FBY", "FBY", 10, "OSN", "VAT_22", "Софьино"),
    StorePlan(21_000_105, "Двор за час", "Express", 7, "USN", "VAT_05", "Магазин на Лесной"),
    StorePlan(21_000_106, "Двор: свой сайт", "LaaS", 12, "OSN", "VAT_22", "Склад Подольск"),
    StorePlan(21_000_107, "Двор-Сад", "DBS", 5, "USN_MINUS_COST", "NO_VAT", "Склад Истра"),
)


def plans(stores: int) -> tuple[StorePlan, ...]:
    """So many stores: the seven above, then more like these in turn; one is enough of LaaS.
    Raises ValueError for less than seven, or more than there are ids for.
    """
    if not len(STORES) <= stores <= STORES_AT_MOST:
        raise ValueError(f"stores must be between {len(STORES)} and {STORES_AT_MOST}, not {stores}")
    patterns = [plan for plan in STORES[1:] if plan.model != "LaaS"]
    return STORES + tuple(
        replace(
            patterns[number % len(patterns)],
            campaign_id=STORES[-1].campaign_id + 1 + number,
            name=f"{patterns[number % len(patterns)].name} {number + len(STORES) + 1}",
        )
        for number in range(stores - len(STORES))
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to sell. `price` in kopecks.

    `papers` is what must be told of each unit, an OrderItemInstanceType; `parts` is how many boxes a
    unit fills; `handed` is how a digital good gets to its buyer, a DigitalGoodsDeliveryType.
    """

    sku: str
    name: str
    price: int
    papers: str | None = None
    vat: str | None = None  # None: the store's usual rate
    country: str | None = None  # where it was made, if papers tell
    tags: tuple[str, ...] = ()
    parts: int = 1
    handed: str | None = None

    @property
    def marked(self) -> bool:
        """Whether it carries marking codes (Chestny ZNAK)."""
        return self.papers in ("CIS", "CIS_OPTIONAL")


OFFERS = (
    Offer("ЧАЙ-ИВАН-100", "Иван-чай листовой, 100 г", 289_00, vat="VAT_10"),
    Offer("tea-green-250", "Чай зелёный крупнолистовой, 250 г", 439_90, vat="VAT_10"),
    Offer("KOFE-ZERNO-1KG", "Кофе в зёрнах, средняя обжарка, 1 кг", 1_749_00, vat="VAT_10"),
    Offer("МЁД-ЛИПА-05", "Мёд липовый, 500 г", 612_50, vat="VAT_10"),
    Offer("plate-set-6", "Набор тарелок керамических, 6 шт.", 2_390_00),
    Offer("КРУЖКА-350-СИН", "Кружка керамическая синяя, 350 мл", 349_00),
    Offer("pan-cast-26", "Сковорода чугунная, 26 см", 3_199_00),
    Offer("NOZH-SHEF-20", "Нож поварской, 20 см", 1_890_00),
    Offer("ДОСКА-ДУБ-40", "Доска разделочная дубовая, 40×25 см", 1_290_00),
    Offer("towel-linen-70", "Полотенце льняное, 70×140 см", 990_00),
    Offer("PLED-WOOL-200", "Плед шерстяной, 140×200 см", 4_590_00),
    Offer("ЛАМПА-E27-10W", "Лампа светодиодная E27, 10 Вт", 129_90),
    Offer("lamp-desk-led", "Лампа настольная светодиодная", 2_150_00),
    Offer("УДЛИНИТЕЛЬ-5М", "Удлинитель на 4 розетки, 5 м", 799_00),
    Offer("CABLE-USBC-2M", "Кабель USB-C, 2 м", 459_00),
    Offer("powerbank-20k", "Внешний аккумулятор, 20000 мА·ч", 2_699_00),
    Offer("headphones-bt5", "Наушники беспроводные", 3_490_00),
    Offer("ЧАЙНИК-1.7Л", "Чайник электрический, 1,7 л", 2_799_00),
    Offer("blender-800w", "Блендер погружной, 800 Вт", 3_999_00),
    Offer("ROBOT-VAC-X2", "Робот-пылесос с влажной уборкой", 18_990_00),
    Offer("ДРЕЛЬ-АКК-18В", "Дрель-шуруповёрт аккумуляторная, 18 В", 6_450_00),
    Offer("screwdriver-32", "Набор отвёрток, 32 предмета", 1_349_00),
    Offer("СЕКАТОР-САД-21", "Секатор садовый, 21 см", 879_00),
    Offer("GRUNT-UNI-25L", "Грунт универсальный, 25 л", 399_00),
    Offer("book-sad-365", "Книга «Сад круглый год»", 745_00, vat="VAT_10"),
    Offer("ПАЗЛ-1000-ЛЕС", "Пазл «Зимний лес», 1000 деталей", 890_00),
    Offer("toy-train-wood", "Железная дорога деревянная", 2_290_00, vat="VAT_10"),
    Offer("КОРМ-КОТ-3КГ", "Корм для кошек сухой, 3 кг", 1_560_00),
    Offer("shoes-run-42", "Кроссовки беговые, размер 42", 5_990_00, papers="CIS"),
    Offer("БОТИНКИ-ЗИМ-39", "Ботинки зимние, размер 39", 7_490_00, papers="CIS"),
    Offer("tshirt-cotton-M", "Футболка хлопковая, размер M", 1_190_00, papers="CIS", vat="VAT_10"),
    Offer("КУРТКА-ВЕТР-L", "Куртка-ветровка, размер L", 6_290_00, papers="CIS"),
    Offer("perfume-50ml", "Туалетная вода, 50 мл", 3_350_00, papers="CIS", tags=("ULTIMA",)),
    Offer("ВОДА-МИН-6Х1.5", "Вода минеральная, 6 бутылок по 1,5 л", 474_00, papers="CIS"),
    Offer("ВЕЛО-ГОРН-19", "Велосипед горный, рама 19", 24_990_00, papers="CIS_OPTIONAL"),
    Offer("КОЛЬЦО-СЕР-17", "Кольцо серебряное, размер 17", 2_450_00, papers="UIN", country="RU"),
    Offer("watch-steel-40", "Часы наручные стальные", 12_900_00, tags=("ULTIMA", "SAFE_TAG")),
    Offer("jacket-down-48", "Пуховик, размер 48", 11_490_00, papers="CIS", tags=("SAFE_TAG",)),
    Offer("ХОЛОД-2К-185", "Холодильник, 185 см", 42_990_00, papers="RNPT", country="TR"),
    Offer("monitor-27-qhd", "Монитор, 27 дюймов", 21_990_00, papers="GTD", country="CN"),
    Offer("ШКАФ-КУПЕ-200", "Шкаф-купе двухдверный, 200 см", 21_490_00, parts=3),
    Offer("sofa-corner-gray", "Диван угловой раскладной", 46_900_00, parts=2),
    Offer("KEY-ANTIVIR-1Y", "Антивирус на год, код активации", 1_290_00, handed="EMAIL"),
    Offer("КАРТА-ИГР-1000", "Карта пополнения, 1000 ₽", 1_000_00, handed="ACTIVATION_CODE"),
    Offer("game-les-steam", "Игра «Лесной дозор» для Steam", 899_00, handed="STEAM_GIFT"),
    Offer("КУРС-САД-НУЛЯ", "Онлайн-курс «Сад с нуля»", 3_500_00, handed="CHAT"),
)
# Numbers of offers: those with marking codes, those that are no things, all others, and of these the
# ones that one person can carry.
MARKED = tuple(number for number, offer in enumerate(OFFERS) if offer.marked)
DIGITAL = tuple(number for number, offer in enumerate(OFFERS) if offer.handed)
PLAIN = tuple(number for number, _ in enumerate(OFFERS) if number not in MARKED + DIGITAL)
LIGHT = tuple(number for number in PLAIN if OFFERS[number].parts == 1)


@dataclass(frozen=True, slots=True)
class Town:
    """A town with the regions above it, nearest first; postcode and coordinates of its centre; some
    of its districts with a metro station in each, where it has them.
    """

    id: int
    name: str
    above: tuple[tuple[int, str, str], ...]
    postcode: str
    gps: tuple[float, float]
    districts: tuple[tuple[str, str], ...] = ()


_RUSSIA = (225, "Россия", "COUNTRY")
CENTRE = (3, "Центральный федеральный округ", "COUNTRY_DISTRICT")
_NORTHWEST = (17, "Северо-Западный федеральный округ", "COUNTRY_DISTRICT")
_VOLGA = (40, "Приволжский федеральный округ", "COUNTRY_DISTRICT")
_URAL = (52, "Уральский федеральный округ", "COUNTRY_DISTRICT")
_SIBERIA = (59, "Сибирский федеральный округ", "COUNTRY_DISTRICT")
_SOUTH = (26, "Южный федеральный округ", "COUNTRY_DISTRICT")


def _town(
    town_id: int,
    name: str,
    region: tuple[int, str],
    district: tuple[int, str, str],
    postcode: str,
    gps: tuple[float, float],
    districts: tuple[tuple[str, str], ...] = (),
) -> Town:
    above = ((*region, "REPUBLIC"), district, _RUSSIA)
    return Town(town_id, name, above, postcode, gps, districts)


TOWNS = (
    _town(
        213,
        "Москва",
        (1, "Москва и Московская область"),
        CENTRE,
        "101000",
        (55.755, 37.617),
        (("Сокольники", "Сокольники"), ("Хамовники", "Фрунзенская"), ("Щукино", "Щукинская")),
    ),
    _town(
        2,
        "Санкт-Петербург",
        (10174, "Санкт-Петербург и Ленинградская область"),
        _NORTHWEST,
        "190000",
        (59.939, 30.316),
        (("Приморский район", "Пионерская"), ("Московский район", "Московская")),
    ),
    _town(54, "Екатеринбург", (11162, "Свердловская область"), _URAL, "620014", (56.838, 60.605)),
    _town(43, "Казань", (11119, "Республика Татарстан"), _VOLGA, "420111", (55.796, 49.106)),
    _town(65, "Новосибирск", (11316, "Новосибирская область"), _SIBERIA, "630099", (55.03, 82.92)),
    _town(47, "Нижний Новгород", (11079, "Нижегородская область"), _VOLGA, "603005", (56.32, 44.0)),
    _town(35, "Краснодар", (10995, "Краснодарский край"), _SOUTH, "350063", (45.035, 38.975)),
    _town(51, "Самара", (11131, "Самарская область"), _VOLGA, "443010", (53.195, 50.1)),
)
STREETS = (
    "Лесная улица",
    "Садовая улица",
    "улица Мира",
    "Заречная улица",
    "Полевая улица",
    "Школьная улица",
    "Вишнёвый проезд",
    "Набережная улица",
    "Кленовая аллея",
    "Северный бульвар",
)
# Family name as a man bears it; a woman's ends in "а". Given name and patronymic come in pairs.
FAMILY_NAMES = (
    "Берёзин",
    "Ольхин",
    "Рябинин",
    "Кедров",
    "Соснин",
    "Ивушкин",
    "Липкин",
    "Ясенев",
    "Вязов",
    "Калинов",
    "Дубов",
    "Тополев",
)
MEN = (("Алексей", "Петрович"), ("Игорь", "Семёнович"), ("Тимур", "Маратович"), ("Лев", "Ильич"))
WOMEN = (("Анна", "Павловна"), ("Ольга", "Игоревна"), ("Алсу", "Маратовна"), ("Вера", "Львовна"))
ORGANISATIONS = ("ООО «Три сосны»", "ИП Кедрова В. Л.", "ООО «Заречье-Снаб»", "АО «Полевой стан»")
NOTES = ("Позвоните за час", "Домофон не работает", "Оставить у консьержа", "Нужна сдача с 5000")
