"""Personal links: the same each time, nobody else's, and a secret made once however many start together."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from irdsu_app.access import derived
from irdsu_app.cycles import keys


@pytest.fixture(autouse=True)
def _own_secret(monkeypatch, tmp_path):
    monkeypatch.setattr(derived, "FILE", tmp_path / "data" / "secret")
    keys.secret.cache_clear()
    yield
    keys.secret.cache_clear()


def test_a_link_is_made_again_and_renewed():
    person = uuid4()
    assert keys.personal(person, 0) == keys.personal(person, 0)
    assert len({keys.personal(person, 0), keys.personal(person, 1), keys.demand(person)}) == 3
    assert len(keys.personal(person, 0)) == 32
    assert keys.personal(person, 0) not in keys.hash_of(keys.personal(person, 0))


def test_another_secret_makes_other_links(monkeypatch, tmp_path):
    person = uuid4()
    before = keys.personal(person, 0)
    keys.secret.cache_clear()
    monkeypatch.setattr(derived, "FILE", tmp_path / "other")
    assert keys.personal(person, 0) != before


def test_the_secret_is_kept_for_its_owner_only():
    first = keys.secret()
    keys.secret.cache_clear()
    assert keys.secret() == first
    assert len(first) == 64
    assert derived.FILE.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in derived.FILE.parent.iterdir()] == ["secret"]


def test_those_who_start_together_have_one_secret():
    with ThreadPoolExecutor(16) as threads:
        assert len(set(threads.map(lambda _: derived._kept(derived.FILE), range(64)))) == 1
