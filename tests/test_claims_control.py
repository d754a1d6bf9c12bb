"""Who holds a place: every verb of control in three languages, active and passive, denied and planned.

Each line is (sentence, event type, control, sense). The sentences are patterns of speech, not reports.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from geo.claims import Claim, read_claims
from geo.gazetteer import Gazetteer
from geo.reports import Report

FACTS = """
Russian forces captured Vuhledar.|control_change|Russia|captured
Russian forces have seized the town of Vuhledar.|control_change|Russia|captured
Russian troops took Vuhledar, DeepState reported.|control_change|Russia|captured
Vuhledar was captured by Russian troops.|control_change|Russia|captured
Vuhledar fell to Russian forces.|control_change|Russia|captured
Vuhledar has fallen, ISW said.|control_change|Russia|captured
The Russian defence ministry announced the capture of Vuhledar.|control_change|Russia|captured
Russia claimed control of Vuhledar.|control_change|Russia|captured
Ukrainian forces captured Sudzha.|control_change|Ukraine|captured
Sudzha is under Ukrainian control.|control_change|Ukraine|held
Ukraine's army still holds Sudzha.|control_change|Ukraine|held
Ukrainian forces liberated Robotyne.|control_change|Ukraine|liberated
Robotyne was liberated by Ukrainian troops.|control_change|Ukraine|liberated
Russian forces recaptured Sudzha.|control_change|Russia|recaptured
Sudzha was retaken by Russian troops.|control_change|Russia|recaptured
Ukrainian forces withdrew from Avdiivka.|withdrawal|Russia|lost
Ukraine has pulled its troops out of Avdiivka.|withdrawal|Russia|lost
Ukrainian forces lost Avdiivka.|control_change|Russia|lost
Russian forces entered Toretsk.|advance||entered
Russian troops broke into Toretsk.|advance||entered
Fighting continues in Toretsk.|battle|contested|contested
Toretsk remains contested.|battle|contested|contested
Російські війська захопили Вугледар.|control_change|Russia|captured
Росіяни окупували місто Вугледар.|control_change|Russia|captured
Російські війська взяли Вугледар.|control_change|Russia|captured
Вугледар захоплено російськими військами.|control_change|Russia|captured
Вугледар окупований, повідомив DeepState.|control_change|Russia|captured
Міноборони РФ заявило про захоплення Вугледара.|control_change|Russia|captured
Українські війська взяли Суджу, заявив Зеленський.|control_change|Ukraine|captured
Суджа перебуває під контролем ЗСУ.|control_change|Ukraine|held
ЗСУ утримують Суджу.|control_change|Ukraine|held
ЗСУ звільнили Роботине.|control_change|Ukraine|liberated
Роботине звільнено, повідомив Генштаб.|control_change|Ukraine|liberated
Звільнення Роботиного підтвердила Ганна Маляр.|control_change|Ukraine|liberated
Російські війська відбили Суджу.|control_change|Russia|recaptured
Українські війська відійшли з Авдіївки.|withdrawal|Russia|lost
Підрозділи ЗСУ виведено з Авдіївки.|withdrawal|Russia|lost
Командування дозволило відвести підрозділи з Авдіївки.|withdrawal|Russia|lost
ЗСУ втратили Авдіївку.|control_change|Russia|lost
Російські війська увійшли в Торецьк.|advance||entered
Росіяни закріпилися в Торецьку.|advance||entered
У Торецьку тривають бої.|battle|contested|contested
Бої за Торецьк тривають.|battle|contested|contested
Торецьк залишається у сірій зоні.|battle|contested|contested
Российские войска захватили Угледар.|control_change|Russia|captured
Российские войска взяли Угледар.|control_change|Russia|captured
Войска РФ заняли Угледар.|control_change|Russia|captured
Угледар взят российскими войсками.|control_change|Russia|captured
Минобороны РФ заявило о взятии Угледара.|control_change|Russia|captured
Минобороны РФ объявило об освобождении Угледара.|control_change|Russia|liberated
Российские военные освободили Угледар.|control_change|Russia|liberated
Угледар освобождён, сообщило Минобороны РФ.|control_change|Russia|liberated
ВСУ захватили Суджу.|control_change|Ukraine|captured
Суджа находится под контролем ВСУ.|control_change|Ukraine|held
ВСУ удерживают Суджу.|control_change|Ukraine|held
Войска России отбили село Плёхово, заявило Минобороны РФ.|control_change|Russia|recaptured
Российские войска отбили Суджу.|control_change|Russia|recaptured
Российская армия вернула под контроль Суджу.|control_change|Russia|recaptured
ВСУ отступили из Авдеевки.|withdrawal|Russia|lost
Украинские войска оставили Авдеевку.|withdrawal|Russia|lost
ВСУ потеряли Авдеевку.|control_change|Russia|lost
Российские войска вошли в Торецк.|advance||entered
Штурмовики закрепились в Торецке.|advance||entered
В Торецке продолжаются бои.|battle|contested|contested
Торецк остаётся в серой зоне.|battle|contested|contested
"""

DENIED = """
The General Staff denied that Russian forces had captured Vuhledar.|statement||denied
Ukraine's General Staff denied the capture of Vuhledar.|statement||denied
The claim that Vuhledar was captured is untrue, the General Staff said.|statement||denied
Vuhledar has not been captured, the General Staff said.|statement||denied
Russian forces did not capture Vuhledar, the General Staff said.|statement||denied
Ukraine has not lost Vuhledar, the General Staff said.|control_change|Ukraine|held
Ukrainian troops have not withdrawn from Vuhledar, the General Staff said.|control_change|Ukraine|held
The General Staff rejected Russia's claim of control over Vuhledar.|statement||denied
Генштаб спростував захоплення Вугледара.|statement||denied
Генштаб заперечив, що росіяни захопили Вугледар.|statement||denied
Інформація про окупацію Вугледара не відповідає дійсності, заявили в Генштабі.|statement||denied
Росіяни не захопили Вугледар, заявили в Генштабі.|statement||denied
Вугледар не захоплено, повідомив Генштаб.|statement||denied
ЗСУ не втратили Вугледар, повідомив Генштаб.|control_change|Ukraine|held
ЗСУ не відходили з Вугледара, заявив Генштаб.|control_change|Ukraine|held
Генштаб ВСУ опроверг захват Угледара.|statement||denied
Генштаб ВСУ отрицает, что российские войска взяли Угледар.|statement||denied
Сообщения о взятии Угледара не соответствуют действительности, заявил Генштаб ВСУ.|statement||denied
Угледар не захвачен, сообщил Генштаб ВСУ.|statement||denied
ВСУ не потеряли Угледар, сообщил Генштаб ВСУ.|control_change|Ukraine|held
ВСУ не отступали из Угледара, заявил Генштаб ВСУ.|control_change|Ukraine|held
"""

PLANNED = """
Russia intends to capture Vuhledar, Zelensky said.
Russia plans to take Vuhledar, Budanov said.
Russian forces want to seize Vuhledar by 1 October, Zelensky said.
Ukrainian forces may withdraw from Vuhledar, Zelensky said.
Росія планує захопити Вугледар, заявив Зеленський.
Росіяни хочуть взяти Вугледар до 1 жовтня, заявив Зеленський.
Ворог має намір окупувати Вугледар, заявив Буданов.
ЗСУ можуть відійти з Вугледара, заявив Зеленський.
Россия планирует захватить Угледар, заявил Зеленский.
Россия намерена взять Угледар, заявил Буданов.
Войска РФ хотят занять Угледар до 1 октября, заявил Зеленский.
ВСУ могут оставить Угледар, заявил Зеленский.
"""

TRIED = """
Russian forces tried to capture Vuhledar.
Russian troops failed to take Vuhledar.
Росіяни намагалися захопити Вугледар.
Російські війська безуспішно намагалися увійти у Вугледар.
Российские войска пытались взять Угледар.
Войска РФ не смогли захватить Угледар.
"""

# Verbs of control about something else than the place: windows, fires, hostages, bridges, electricity.
OTHERWISE = """
FPV-дроны выбили окна в Шебекино.
Пожар в Шебекино взят под контроль, написал Гладков.
Рятувальники взяли під контроль пожежу в Охтирці, повідомили в ДСНС.
В Курске освободили двух заложников, сообщила полиция.
Под Белгородом взяли мост под охрану.
12 дітей повернули в Херсон, повідомив Прокудін.
Сорок людей покинули сьогодні Краснопілля, каже голова громади.
The strike left Kherson without power, Prokudin said.
Zelensky visited liberated Kherson on 14 November 2022.
An evacuation crew was hit in Kostiantynivka on Thursday.
"""


@cache
def shared_gazetteer() -> Gazetteer:
    return Gazetteer.open()


def only_claim(sentence: str) -> Claim:
    claims = read_claims(Report(sentence, date=date(2024, 10, 2)), shared_gazetteer())
    assert len(claims) == 1, [(c.event_type, c.resolution and c.resolution.toponym.surface) for c in claims]
    return claims[0]


def lines(block: str) -> list[tuple[str, ...]]:
    return [tuple(line.split("|")) for line in block.strip().splitlines()]


@pytest.mark.parametrize(("sentence", "event_type", "control", "sense"), lines(FACTS) + lines(DENIED))
def test_says_who_holds_the_place(sentence: str, event_type: str, control: str, sense: str) -> None:
    claim = only_claim(sentence)
    assert (claim.event_type, claim.control, claim.control_sense) == (event_type, control, sense)


@pytest.mark.parametrize(("sentence",), lines(PLANNED))
def test_a_plan_gives_nobody_control(sentence: str) -> None:
    claim = only_claim(sentence)
    assert (claim.event_type, claim.control, claim.control_sense) == ("statement", "", "")


@pytest.mark.parametrize(("sentence",), lines(TRIED))
def test_an_attempt_is_a_battle(sentence: str) -> None:
    claim = only_claim(sentence)
    assert (claim.event_type, claim.control) == ("battle", "")


@pytest.mark.parametrize(("sentence",), lines(OTHERWISE))
def test_what_else_was_taken_or_left_gives_nobody_control(sentence: str) -> None:
    claims = read_claims(Report(sentence, date=date(2024, 10, 2)), shared_gazetteer())
    assert not [claim for claim in claims if claim.control or claim.event_type == "withdrawal"]
