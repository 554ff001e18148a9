from urllib.parse import unquote

import pytest
from psycopg.conninfo import conninfo_to_dict

from dsptcare import roles
from dsptcare.settings import _database

FOLDERS = ["/tmp/plain", "/home/Rose Court/it's here/déjà vu", "/a%b/c+d&e=f#g"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_address_of_a_socket_says_the_same_to_libpq_and_to_the_settings(folder: str) -> None:
    url = roles.socket_url("dsptcare", host=folder, user="app")
    read = _database(url)

    assert conninfo_to_dict(url) == {"dbname": "dsptcare", "host": folder, "user": "app"}
    assert (read["NAME"], read["HOST"], read["USER"]) == ("dsptcare", folder, "app")


@pytest.mark.parametrize("host", ["db.example", "/var/run/my postgres"])
def test_an_address_with_a_password_says_the_same_to_libpq_and_to_the_settings(host: str) -> None:
    url = roles.network_url("elm view", host=host, port="5433", user="dsptcare_app", password="p@ss/w:rd %")
    read = _database(url)

    assert conninfo_to_dict(url) == {
        "dbname": "elm view",
        "host": host,
        "port": "5433",
        "user": "dsptcare_app",
        "password": "p@ss/w:rd %",
    }
    assert (unquote(str(read["NAME"])), read["HOST"], str(read["PORT"])) == ("elm view", host, "5433")
    assert (read["USER"], read["PASSWORD"]) == ("dsptcare_app", "p@ss/w:rd %")


def test_an_address_that_nobody_answers_is_one_sentence() -> None:
    with pytest.raises(roles.Unavailable, match=r"^The database that DATABASE_URL names cannot be used: [^\n]+$"):
        roles.check("postgres://priya:secret@127.0.0.1:1/toolkit", roles.APPLICATION)


def test_the_sentence_does_not_repeat_the_password() -> None:
    with pytest.raises(roles.Unavailable) as refused:
        roles.check("postgres://priya:rose-court-secret@127.0.0.1:1/toolkit", roles.APPLICATION)

    assert "rose-court-secret" not in str(refused.value)
