"""Pictures lose what tells where they were taken, and not a pixel. The pictures are made here, by Pillow."""

from __future__ import annotations

import struct
import warnings
import zlib
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageSequence, PngImagePlugin
from PIL.ExifTags import GPS, IFD, Base

from sitegen.pictures import PICTURE_ENDINGS, Location, location_in, without_metadata

ARTIST = "Jānis Bērziņš".encode()
XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>'
    b"<rdf:Description %s/></rdf:RDF></x:xmpmeta>"
)
XMP_GPS = XMP % b'exif:GPSLatitude="56,57.00N" exif:GPSLongitude="24,6.00E"'
IPTC_CITY = b"\x1c\x02\x5a\x00\x05R\xc4\xabga"
PHOTOSHOP = b"Photoshop 3.0\0"
HEAD = b"Exif\0\0"


# --- Pictures


def drawn(mode: str = "RGB", seed: int = 0) -> Image.Image:
    """A small picture with a different colour at every pixel."""
    size = (40, 24)
    picture = Image.new("RGB", size)
    picture.putdata(
        [((x * 6 + seed) % 256, y * 10, (x * y + seed) % 256) for y in range(size[1]) for x in range(size[0])]
    )
    return picture.convert(mode)


def exif(*, gps: bool = True, orientation: int = 1, artist: bytes = b"", software: str = "") -> bytes:
    """An Exif block as Pillow writes it, with its head."""
    block = Image.Exif()
    block[Base.Orientation] = orientation
    if software:
        block[Base.Software] = software
    if artist:
        block[Base.Artist] = artist
        block[Base.Copyright] = b"\xc2\xa9 " + artist
    if gps:
        block.get_ifd(IFD.GPSInfo).update(
            {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (56.0, 57.0, 0.0), GPS.GPSLongitude: (24.0, 6.0, 0.0)}
        )
    return block.tobytes()


def saved(form: str, picture: Image.Image | None = None, **options: object) -> bytes:
    file = BytesIO()
    (picture or drawn()).save(file, form, **options)
    return file.getvalue()


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    """The JPEG with segments right after its first one."""
    end = 4 + int.from_bytes(jpeg[4:6]) if jpeg[2:4] == b"\xff\xe0" else 2
    return jpeg[:end] + b"".join(segments) + jpeg[end:]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_chunks(png: bytes, *chunks: bytes) -> bytes:
    """The PNG with chunks right after its first one."""
    return png[:33] + b"".join(chunks) + png[33:]


def photoshop(iptc: bytes) -> bytes:
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc + b"\0" * (len(iptc) % 2)
    return b"8BIM\x03\xed\0\0\0\0\0\x04\0\x48\0\0" + resource


@cache
def colour_profile() -> bytes:
    """A profile; kept, since the second in which it was made stands in it."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def png_texts() -> PngImagePlugin.PngInfo:
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", XMP_GPS.decode(), zip=True)
    texts.add_text("Comment", "by the river", zip=True)
    texts.add_text("Software", "a camera")
    return texts


def raw_profile(kind: bytes, block: bytes) -> bytes:
    """A text chunk as ImageMagick writes metadata: in hexadecimal, packed."""
    text = b"\n%s\n%8d\n%s\n" % (kind, len(block), block.hex().encode())
    return chunk(b"zTXt", b"Raw profile type " + kind + b"\0\0" + zlib.compress(text))


def heic(payload: bytes) -> bytes:
    """What a HEIC looks like from outside: a box with its type, then one with the Exif block and the pixels."""
    ftyp = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    return ftyp + struct.pack(">I", len(payload) + 308) + b"mdat" + bytes(100) + payload + bytes(range(200))


def gif_with(packet: bytes) -> bytes:
    """A GIF whose XMP stands as the standard has it: bare, and closed by a trailer that leads out of it."""
    plain = saved("GIF", drawn("P"))
    trailer = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    return plain[:-1] + b"!\xff\x0bXMP DataXMP" + packet + trailer + b";"


@cache
def photographs() -> dict[str, bytes]:
    """Pictures that tell where they were taken and can be made to forget it."""
    whole = exif(orientation=6, artist=ARTIST, software="Camera 1.0")
    jpeg, frames = saved("JPEG"), [drawn(seed=50), drawn(seed=90)]
    return {
        "baseline.jpg": saved("JPEG", exif=exif()),
        "progressive.jpg": saved("JPEG", progressive=True, exif=whole, icc_profile=colour_profile()),
        "restarts.jpg": saved("JPEG", restart_marker_blocks=1, exif=whole, comment=b"by the river"),
        "grey.jpg": saved("JPEG", drawn("L"), exif=whole),
        "four colours.jpg": saved("JPEG", drawn("CMYK"), exif=whole),
        "xmp.jpg": saved("JPEG", xmp=XMP_GPS),
        "iptc.jpg": with_segments(jpeg, segment(0xED, PHOTOSHOP + photoshop(IPTC_CITY))),
        "two pictures.jpg": saved("MPO", save_all=True, append_images=frames, exif=exif()),
        "second picture alone.jpg": jpeg + saved("JPEG", exif=exif()),
        "exif.png": saved("PNG", exif=whole, icc_profile=colour_profile(), dpi=(300, 300)),
        "palette.png": saved("PNG", drawn("P"), exif=exif(), transparency=3),
        "sixteen bits.png": saved("PNG", drawn("L").convert("I;16"), exif=exif()),
        "texts.png": saved("PNG", pnginfo=png_texts()),
        "moving.png": saved("PNG", save_all=True, append_images=frames, exif=exif()),
        "profile.png": with_chunks(saved("PNG"), raw_profile(b"exif", exif())),
        "lossy.webp": saved("WEBP", exif=whole, xmp=XMP_GPS, icc_profile=colour_profile()),
        "lossless.webp": saved("WEBP", drawn("RGBA"), lossless=True, exif=exif()),
        "xmp.webp": saved("WEBP", xmp=XMP_GPS),
        "moving.webp": saved("WEBP", save_all=True, append_images=frames, lossless=True, exif=exif()),
    }


@cache
def fixed_photographs() -> dict[str, bytes]:
    """Pictures that tell where they were taken, in formats that are only looked at."""
    block = exif()
    tiff_exif = Image.Exif()
    tiff_exif.load(block)
    pages = [drawn(seed=7)]
    plain = saved("TIFF")
    return {
        "gps.tif": saved("TIFF", exif=tiff_exif),
        "gps.tiff": saved("TIFF", exif=tiff_exif, save_all=True, append_images=pages),
        "gps big.tif": saved("TIFF", exif=tiff_exif, big_tiff=True),
        "xmp.tif": saved("TIFF", tiffinfo={700: XMP_GPS}),
        "iptc.tif": saved("TIFF", tiffinfo={33723: IPTC_CITY}),
        "photoshop.tif": plain + photoshop(IPTC_CITY),
        "gps.avif": saved("AVIF", exif=block),
        "xmp.avif": saved("AVIF", xmp=XMP_GPS),
        "gps.heic": heic(b"\0\0\0\x06" + block),
        "gps without head.heif": heic(b"\0\0\0\0" + block.removeprefix(HEAD)),
        "xmp.heic": heic(XMP_GPS),
        "xmp.gif": gif_with(XMP_GPS),
    }


@cache
def placeless() -> dict[str, bytes]:
    """Pictures that do not tell where they were taken."""
    return {
        "plain.jpg": saved("JPEG"),
        "plain.png": saved("PNG"),
        "plain.webp": saved("WEBP"),
        "plain.gif": saved("GIF", drawn("P")),
        "plain.tif": saved("TIFF"),
        "plain.avif": saved("AVIF", exif=exif(gps=False)),
        "plain.heic": heic(b"\0\0\0\x06" + exif(gps=False)),
        "named.jpg": saved("JPEG", exif=exif(gps=False, artist=ARTIST)),
    }


def pixels(data: bytes) -> list[tuple[str, tuple[int, int], bytes]]:
    """Every frame, decoded."""
    with Image.open(BytesIO(data)) as picture:
        return [(frame.mode, frame.size, frame.convert("RGBA").tobytes()) for frame in ImageSequence.Iterator(picture)]


def exif_of(data: bytes) -> dict[int, object]:
    with Image.open(BytesIO(data)) as picture:
        return dict(picture.getexif())


def every(*groups: dict[str, bytes]) -> list[str]:
    return [name for group in groups for name in group]


# --- What goes and what stays


@pytest.mark.parametrize("name", every(photographs()))
def test_a_photograph_loses_the_place_where_it_was_taken_and_keeps_every_pixel(name: str) -> None:
    before = photographs()[name]
    after = without_metadata(name, before)
    assert location_in(name, before) == Location.REMOVABLE
    assert location_in(name, after) == Location.NONE
    # Of several pictures in one file the first one stays; frames of a moving picture are no pictures of their own.
    kept = pixels(before)[:1] if name.startswith("two") else pixels(before)
    assert pixels(after) == kept


@pytest.mark.parametrize("name", every(photographs(), placeless()))
def test_nothing_of_the_metadata_is_left_in_the_bytes(name: str) -> None:
    after = without_metadata(name, {**photographs(), **placeless()}[name])
    words = [b"GPS", b"river", b"amera", b"http://ns.adobe", b"8BIM", b"MPF", b"tEXt", b"iTXt", b"zTXt", b"xpacket"]
    assert [word for word in words if word in after] == []


@pytest.mark.parametrize("name", every(photographs(), placeless(), fixed_photographs()))
def test_a_picture_without_metadata_stays_as_it_is(name: str) -> None:
    after = without_metadata(name, {**photographs(), **placeless(), **fixed_photographs()}[name])
    assert without_metadata(name, after) == after


@pytest.mark.parametrize("name", ["plain.jpg", "plain.png", "plain.webp"])
def test_a_picture_with_nothing_to_take_out_stays_as_it_is(name: str) -> None:
    before = placeless()[name]
    assert without_metadata(name, before) == before


@pytest.mark.parametrize("name", ["progressive.jpg", "exif.png", "lossy.webp"])
def test_orientation_artist_copyright_and_colour_profile_stay(name: str) -> None:
    after = without_metadata(name, photographs()[name])
    names = ARTIST.decode("latin-1")
    expected = {Base.Orientation: 6, Base.Artist: names, Base.Copyright: "\xc2\xa9 " + names}
    assert exif_of(after) == expected
    with Image.open(BytesIO(after)) as picture:
        assert picture.info["icc_profile"] == colour_profile()


@pytest.mark.parametrize("name", ["baseline.jpg", "palette.png", "lossless.webp"])
def test_an_upright_picture_of_nobody_keeps_no_exif(name: str) -> None:
    after = without_metadata(name, photographs()[name])
    assert exif_of(after) == {}
    assert HEAD not in after


@pytest.mark.parametrize("orientation", [0, 1, 9, 65535])
def test_an_orientation_that_turns_nothing_is_no_reason_for_exif(orientation: int) -> None:
    assert exif_of(without_metadata("x.jpg", saved("JPEG", exif=exif(orientation=orientation)))) == {}


def test_a_name_of_spaces_is_no_name() -> None:
    assert exif_of(without_metadata("x.jpg", saved("JPEG", exif=exif(artist=b" " * 20))))[Base.Copyright] == "\xc2\xa9"
    assert exif_of(without_metadata("x.png", saved("PNG", exif=exif(artist=b" " * 9_000)))) == {
        Base.Copyright: "\xc2\xa9"
    }


def test_a_name_longer_than_any_name_goes() -> None:
    assert exif_of(without_metadata("x.png", saved("PNG", exif=exif(artist=b"a" * 200_000)))) == {}


def test_the_resolution_and_the_frames_of_a_moving_png_stay() -> None:
    with Image.open(BytesIO(without_metadata("x.png", photographs()["exif.png"]))) as picture:
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    with Image.open(BytesIO(without_metadata("x.png", photographs()["moving.png"]))) as moving:
        assert getattr(moving, "n_frames", 1) == 3


def test_an_artist_whose_name_looks_like_a_place_is_not_one() -> None:
    trap = b"rdf:RDF exif:GPSLatitude=56 8BIM\x04\x04\0\0\0\0\0\x0a" + IPTC_CITY
    for name, form in (("x.jpg", "JPEG"), ("x.png", "PNG"), ("x.webp", "WEBP")):
        after = without_metadata(name, saved(form, exif=exif(artist=trap)))
        assert exif_of(after)[Base.Artist] == trap.decode("latin-1")
        assert location_in(name, after) == Location.NONE


# --- JPEG


def test_a_thumbnail_goes_with_the_exif_that_holds_it() -> None:
    thumbnail = saved("JPEG", drawn().resize((8, 8)))
    first = struct.pack(">HHHIHHI", 1, Base.Orientation, 3, 1, 8, 0, 26)
    second = struct.pack(">HHHIIHHIII", 2, 0x0201, 4, 1, 56, 0x0202, 4, 1, len(thumbnail), 0)
    block = b"MM\0*\0\0\0\x08" + first + second + thumbnail
    after = without_metadata("x.jpg", with_segments(saved("JPEG"), segment(0xE1, HEAD + block)))
    assert exif_of(after) == {Base.Orientation: 8}
    assert after.count(b"\xff\xd8") == 1


def test_a_thumbnail_in_the_jfif_segment_goes_and_the_rest_of_the_segment_stays() -> None:
    plain = saved("JPEG", dpi=(72, 72))
    jfif = plain[6:18] + b"\x02\x02" + b"\x07" * 12
    before = plain[:2] + segment(0xE0, jfif) + segment(0xE0, b"JFXX\0\x10" + saved("JPEG")) + plain[20:]
    assert without_metadata("x.jpg", before) == plain


def test_xmp_spread_over_several_segments_is_read_and_removed() -> None:
    long = (XMP % (b"x" * 70_000)) + XMP_GPS
    cut = long.index(b"GPSLatitude") + 4
    parts = [
        segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32 + struct.pack(">II", len(long), at) + part)
        for at, part in ((0, long[:40_000]), (40_000, long[40_000:cut]), (cut, long[cut:]))
    ]
    plain = saved("JPEG")
    before = with_segments(plain, *parts)
    assert location_in("x.jpg", before) == Location.REMOVABLE
    assert without_metadata("x.jpg", before) == plain


def test_iptc_spread_over_two_segments_is_read_and_removed() -> None:
    resources = photoshop(b"\x1c\x02\x00\x00\x02\x00\x04" + b"\x1c\x02\x05\x80\x04\0\0\0\x02ab" + IPTC_CITY)
    parts = [segment(0xED, PHOTOSHOP + resources[:-6]), segment(0xED, PHOTOSHOP + resources[-6:])]
    plain = saved("JPEG")
    before = with_segments(plain, *parts)
    assert location_in("x.jpg", before) == Location.REMOVABLE
    assert without_metadata("x.jpg", before) == plain


def test_a_damaged_entry_hides_neither_the_orientation_nor_the_place() -> None:
    whole = exif(orientation=6).removeprefix(HEAD)
    count, end = int.from_bytes(whole[8:10]), int.from_bytes(whole[8:10]) * 12 + 10
    # Moved to the end, where one more entry fits: a description far outside the block.
    entries = struct.pack(">HHHII", count + 1, Base.ImageDescription, 2, 99, 1_000_000) + whole[10 : end + 4]
    block = whole[:4] + struct.pack(">I", len(whole)) + whole[8:] + entries
    before = with_segments(saved("JPEG"), segment(0xE1, HEAD + block))
    assert location_in("x.jpg", before) == Location.REMOVABLE
    assert exif_of(without_metadata("x.jpg", before)) == {Base.Orientation: 6}


def test_only_the_first_exif_block_counts() -> None:
    plain = saved("JPEG")
    blocks = [segment(0xE1, exif(orientation=6, gps=False)), segment(0xE1, exif(orientation=3))]
    before = with_segments(plain, *blocks)
    assert location_in("x.jpg", before) == Location.REMOVABLE
    assert without_metadata("x.jpg", before) == with_segments(plain, blocks[0])


@pytest.mark.parametrize("marker", [0xE3, 0xE4, 0xEB, 0xEC, 0xEF, 0xFE, 0xE2, 0xEE])
def test_a_segment_that_no_pixel_needs_goes(marker: int) -> None:
    plain = saved("JPEG")
    assert without_metadata("x.jpg", with_segments(plain, segment(marker, b"MPF\0 and more"))) == plain


def test_a_comment_between_two_scans_goes() -> None:
    plain = saved("JPEG", progressive=True)
    at = plain.index(b"\xff\xda", plain.index(b"\xff\xda") + 2)
    at = max(plain.rfind(b"\xff\xc4", 0, at), plain.rfind(b"\xff\xda", 0, at) + 2)
    before = plain[:at] + segment(0xFE, b"\xff\xd9 by the river") + plain[at:]
    assert pixels(before) == pixels(plain)
    assert without_metadata("x.jpg", before) == plain


def test_what_follows_the_end_of_the_picture_goes() -> None:
    for name, plain in placeless().items():
        if name in {"plain.jpg", "plain.png", "plain.webp"}:
            assert without_metadata(name, plain + b"\0\0\0\x18ftypmp42" + exif()) == plain
            assert location_in(name, plain + b"\0\0\0\x18ftypmp42" + exif()) == Location.REMOVABLE


def test_fill_bytes_before_a_marker_are_no_damage() -> None:
    plain = saved("JPEG")
    before = plain[:-2] + b"\xff\xff\xff" + plain[-2:]
    assert without_metadata("x.jpg", before) == before


# --- PNG and WebP


def test_the_date_and_chunks_nobody_knows_go_and_colours_stay() -> None:
    plain = with_chunks(saved("PNG"), chunk(b"gAMA", b"\0\0\xb1\x8f"), chunk(b"sRGB", b"\0"))
    extra = [chunk(b"tIME", b"\x07\xe8\x05\x09\x0c\0\0"), chunk(b"caBX", b"who and where")]
    assert without_metadata("x.png", with_chunks(plain, *extra)) == plain


@pytest.mark.parametrize(
    "text",
    [
        chunk(b"tEXt", b"Comment\0" + XMP_GPS),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP_GPS),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0lv\0\0" + zlib.compress(XMP_GPS)),
        raw_profile(b"xmp", XMP_GPS),
        raw_profile(b"iptc", photoshop(IPTC_CITY)),
        raw_profile(b"APP1", exif()),
        chunk(b"eXIf", exif()),
        chunk(b"eXIf", exif().removeprefix(HEAD)),
    ],
    ids=["text", "xmp", "packed xmp", "xmp profile", "iptc profile", "app1 profile", "exif with head", "exif"],
)
def test_every_way_to_write_a_place_into_a_png_is_read(text: bytes) -> None:
    plain = saved("PNG")
    assert location_in("x.png", with_chunks(plain, text)) == Location.REMOVABLE
    assert without_metadata("x.png", with_chunks(plain, text)) == plain


def test_text_that_unpacks_without_end_costs_no_more_than_its_size() -> None:
    endless = zlib.compress(bytes(50_000_000))
    plain = saved("PNG")
    before = with_chunks(plain, chunk(b"zTXt", b"Comment\0\0" + endless))
    assert (Location.NONE, plain) == (location_in("x.png", before), without_metadata("x.png", before))


def test_the_header_of_a_webp_says_what_is_left() -> None:
    flags = {name: without_metadata(name, photographs()[name])[20] & 0x2C for name in ("lossy.webp", "lossless.webp")}
    assert flags == {"lossy.webp": 0x28, "lossless.webp": 0}
    after = without_metadata("x.webp", photographs()["lossy.webp"])
    assert int.from_bytes(after[4:8], "little") == len(after) - 8


# --- Other formats, other files


@pytest.mark.parametrize("name", every(fixed_photographs()))
def test_a_place_in_a_format_that_is_only_looked_at_is_fixed(name: str) -> None:
    before = fixed_photographs()[name]
    assert (Location.FIXED, before) == (location_in(name, before), without_metadata(name, before))


@pytest.mark.parametrize("name", every(placeless()))
def test_a_picture_that_tells_no_place_is_told_so(name: str) -> None:
    assert location_in(name, placeless()[name]) == Location.NONE


@pytest.mark.parametrize(
    "field",
    [
        b'drone-dji:GpsLatitude="+56.95"',
        b'drone-dji:GpsLongtitude="+24.1"',
        b'exif:GPSDestLatitude="56,57N"',
        b'photoshop:City="R\xc4\xabga"',
        b"photoshop:Country='Latvija'",
        b'Iptc4xmpCore:Location="Vecr\xc4\xabga"',
        b"><exif:GPSLatitude>56,57.0N</exif:GPSLatitude><a",
        b"><Iptc4xmpExt:LocationCreated><rdf:Bag/></Iptc4xmpExt:LocationCreated><a",
    ],
)
def test_a_place_in_xmp_has_many_names(field: bytes) -> None:
    assert location_in("x.jpg", saved("JPEG", xmp=XMP % field)) == Location.REMOVABLE


@pytest.mark.parametrize(
    "field",
    [
        b'photoshop:City=""',
        b"><photoshop:City/><a",
        b"><photoshop:City></photoshop:City><a",
        b'exif:GPSLatitudeRef="N"',
        b'Iptc4xmpCore:CiAdrCity="R\xc4\xabga"',
        b'photoshop:Credit="City"',
    ],
)
def test_a_name_without_a_place_is_no_place(field: bytes) -> None:
    assert location_in("x.jpg", saved("JPEG", xmp=XMP % field)) == Location.NONE


def test_xmp_in_sixteen_bits_is_read() -> None:
    assert location_in("x.tif", saved("TIFF", tiffinfo={700: XMP_GPS.decode().encode("utf-16")})) == Location.FIXED


def test_an_empty_city_is_no_place() -> None:
    jpeg = with_segments(saved("JPEG"), segment(0xED, PHOTOSHOP + photoshop(b"\x1c\x02\x5a\x00\x02  ")))
    assert location_in("x.jpg", jpeg) == Location.NONE


def test_gps_without_a_position_is_no_place() -> None:
    block = Image.Exif()
    block.get_ifd(IFD.GPSInfo)[GPS.GPSVersionID] = b"\2\3\0\0"
    assert location_in("x.jpg", saved("JPEG", exif=block.tobytes())) == Location.NONE


@pytest.mark.parametrize("name", ["drawing.svg", "paper.pdf", "film.mp4", "jpg", "x.jpg.txt"])
def test_a_file_that_is_no_picture_is_left_alone(name: str) -> None:
    for data in (*photographs().values(), b"<svg>exif:GPSLatitude</svg>", b"%PDF-1.7" + exif(), b""):
        assert (Location.NONE, data) == (location_in(name, data), without_metadata(name, data))


@pytest.mark.parametrize("data", [b"", b"\xff", b"<svg>rdf:RDF exif:GPSLatitude=1</svg>", b"%PDF-1.7" + exif()])
def test_a_file_that_is_only_called_a_picture_is_left_alone(data: bytes) -> None:
    for ending in PICTURE_ENDINGS:
        assert (Location.NONE, data) == (location_in("x" + ending, data), without_metadata("x" + ending, data))


@pytest.mark.parametrize("name", every(photographs()))
def test_the_bytes_count_and_not_the_ending(name: str) -> None:
    before = photographs()[name]
    assert without_metadata("X.HEIC", before) == without_metadata(name, before) != before
    assert location_in("X.TIF", before) == Location.REMOVABLE


@pytest.mark.parametrize("name", ["baseline.jpg", "exif.png", "lossy.webp", "xmp.jpg", "iptc.jpg"])
def test_a_damaged_picture_is_left_alone_and_the_place_in_it_is_told(name: str) -> None:
    whole = photographs()[name]
    cut = whole[:-20]
    assert without_metadata(name, cut) == cut
    assert location_in(name, cut) == Location.FIXED


# --- Hostile files


def samples() -> list[tuple[str, bytes]]:
    return list({**photographs(), **fixed_photographs(), **placeless()}.items())


def decoded(data: bytes) -> list[tuple[str, tuple[int, int], bytes]] | None:
    """The frames; None when Pillow refuses them, and when a changed size would make them too many pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            with Image.open(BytesIO(data)) as picture:
                return None if picture.width * picture.height > 1_000_000 else pixels(data)
    except Exception:
        return None


def is_clean(name: str, data: bytes) -> bool:
    """Whether what is published of a file says no place that can be removed, shows the same, and stays as it is.

    A file may hold pictures after the first one, which are not kept.
    """
    after = without_metadata(name, data)
    before = decoded(data) if after != data else None
    is_the_same = before is None or (decoded(after) or [])[:1] == before[:1]
    was_changed = after != data or location_in(name, data) is not Location.REMOVABLE
    is_bare = location_in(name, after) is not Location.REMOVABLE and without_metadata(name, after) == after
    return is_the_same and was_changed and is_bare


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_cut_or_altered_picture_raises_nothing_and_loses_no_pixel(data: st.DataObject) -> None:
    name, whole = data.draw(st.sampled_from(samples()))
    altered = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 4))):
        # The beginning holds the lengths and offsets.
        at = data.draw(st.integers(0, len(whole) - 1) | st.integers(0, min(400, len(whole) - 1)))
        altered[at] = data.draw(st.sampled_from([0, 1, 0x7F, 0x80, 0xD9, 0xFE, 0xFF]) | st.integers(0, 255))
    start = data.draw(st.integers(0, len(whole)))
    repeated = altered[start : start + data.draw(st.integers(0, 60))]
    end = data.draw(st.just(len(whole)) | st.integers(0, len(whole)))
    assert is_clean(name, bytes(altered[:start] + repeated + altered[start:])[: end + len(repeated)])


BEGINNINGS = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP", b"II*\0\x08\0\0\0", b"\0\0\0\x18ftyp"]
HEADS = [b"\xff\xe1\0\x10", HEAD, b"MM\0*\0\0\0\x08", b"8BIM\x04\x04\0\0\0\0\0\x09", b"\xff\xda\0\2", b"\xff\xd9"]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(BEGINNINGS),
    st.lists(st.sampled_from([*HEADS, IPTC_CITY, XMP_GPS]) | st.binary(max_size=40)),
)
def test_made_up_bytes_raise_nothing(beginning: bytes, rest: list[bytes]) -> None:
    assert is_clean("x.jpg", beginning + b"".join(rest))


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from([b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0"]),
)
def test_made_up_exif_raises_nothing(block: bytes, header: bytes) -> None:
    assert is_clean("x.jpg", with_segments(saved("JPEG"), segment(0xE1, HEAD + header + block)))
    assert is_clean("x.png", with_chunks(saved("PNG"), chunk(b"eXIf", header + block)))


def test_a_file_made_to_be_slow_is_read_to_its_end() -> None:
    entries = struct.pack(">H", 999) + b"".join(struct.pack(">HHII", tag, 7, 1_000_000, 0) for tag in range(999))
    directory = b"MM\0*\0\0\0\x08" + entries + struct.pack(">I", 8)
    files = [
        b"\xff\xd8" + b"\xff\xfe\0\2" * 75_000 + b"\xff\xda\0\2\xff\xd9",
        b"\xff\xd8\xff\xda\0\2" + b"\xff" * 500_000,
        b"\xff\xd8\xff\xda\0\2" + b"\xff\0" * 250_000,
        b"\0\0\0\x18ftyp" + b"II*\0\x08\0\0\0" * 125_000,
        b"\0\0\0\x18ftyp" + b"8BIM\x04\x04\0\0" * 125_000,
        b"\0\0\0\x18ftyprdf:RDF" + b" photoshop:City=''" * 60_000,
        b"II*\0\x08\0\0\0" + b"\x1c\x02\0\0\0" * 200_000,
        directory + b"MM\0*" * 250_000,
        with_chunks(saved("PNG"), *([chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(9_000)))] * 7_500)),
    ]
    for data in files:  # quadratic reading would take hours
        assert location_in("x.jpg", without_metadata("x.jpg", data)) is not Location.REMOVABLE
