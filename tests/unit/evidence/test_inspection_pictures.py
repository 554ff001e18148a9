"""Pictures drawn anew: they look the same, and nothing but the look is kept."""

from io import BytesIO

import pytest
from PIL import Image

from evidence.inspection import pictures
from evidence.inspection.kinds import Kind
from evidence.refusing import Reason
from tests.integration.evidence.corpus import harmless
from tests.unit.evidence.looking import why_not


def test_a_phone_picture_is_turned_upright_and_loses_its_place() -> None:
    before = Image.open(BytesIO(harmless.phone_picture()))
    assert before.getexif().get_ifd(0x8825)
    assert harmless.SECRET_PLACE in harmless.phone_picture()

    kept = pictures.check(harmless.phone_picture(), Kind.JPEG)

    after = Image.open(BytesIO(kept))
    assert harmless.SECRET_PLACE not in kept
    assert b"Exif" not in kept
    assert not after.getexif()
    assert set(after.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert before.size == (60, 40)
    assert after.size == (40, 60)
    assert after.getpixel((39, 0))[1] < 50  # the red corner has turned to the right
    assert after.getpixel((0, 0))[1] > 200


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_keeps_how_it_looks(mode) -> None:
    before = Image.open(BytesIO(harmless.saved(harmless.picture().convert(mode), "PNG")))

    after = Image.open(BytesIO(pictures.check(harmless.saved(before, "PNG", pnginfo=None), Kind.PNG)))

    assert after.size == before.size
    assert after.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()


def test_see_through_parts_stay_see_through() -> None:
    before = harmless.saved(harmless.picture().convert("P"), "PNG", transparency=0)

    after = Image.open(BytesIO(pictures.check(before, Kind.PNG)))

    assert after.info["transparency"] == Image.open(BytesIO(before)).info["transparency"]


def test_of_a_moving_picture_the_first_is_kept() -> None:
    two = harmless.saved(harmless.picture(), "PNG", save_all=True, append_images=[Image.new("RGB", (60, 40), "blue")])
    assert Image.open(BytesIO(two)).n_frames == 2

    after = Image.open(BytesIO(pictures.check(two, Kind.PNG)))

    assert getattr(after, "n_frames", 1) == 1
    assert after.convert("RGB").getpixel((0, 0)) == (255, 0, 0)


def test_a_picture_of_exactly_the_cap_is_taken(monkeypatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 60 * 40)
    assert why_not(pictures.check, harmless.jpeg(), Kind.JPEG) is None

    monkeypatch.setattr(pictures, "MOST_PIXELS", 60 * 40 - 1)
    assert why_not(pictures.check, harmless.jpeg(), Kind.JPEG) is Reason.TOO_MANY_PIXELS
