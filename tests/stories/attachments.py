# Images among attachments: of a mail, and of files beside an export. Both agents that import the same bytes hold equal previews,
# importing again changes nothing, what leads out of the export's folder is not read, and the setting switches previews off.
import base64
import hashlib
import json
import os
import struct
import zlib

from agent_world import DATA, Agent, Server, check, scratch


def png(width, height):
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes((200, x % 256, y % 256)[part] for x in range(width) for part in range(3)) for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def mail(image):
    return (b"From: Aigerim <aigerim@mail.example>\nTo: shop@example.com\nMessage-ID: <photo@mail.example>\n"
            b"Date: Tue, 1 Sep 2026 10:00:00 +0500\nSubject: Photo\nMIME-Version: 1.0\n"
            b"Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nSee the photo\n"
            b"--B\nContent-Type: image/png; name=box.png\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(image) +
            b"--B\nContent-Type: image/png; name=no-image.png\n\nnot an image\n--B--\n")


def note(number, path, sha256=None):
    attachment = {"name": path.rsplit("/", 1)[-1], "mime": "image/png", "path": path}
    if sha256:
        attachment["sha256"] = sha256
    return {"note_id": f"n{number}", "at": f"2026-09-01T10:00:{number:02}+05:00", "author": "samal", "kind": "note", "text": "See",
            "customer": {"email": "aigerim@mail.example"}, "attachments": [attachment]}


def files_of(agent):
    rows = agent.json("timeline", "aigerim@mail.example", "--json")["rows"]
    return {row["native"]: row["files"] for row in rows}


def check_preview(file, image):
    check(file.get("hash") == "sha256:" + hashlib.sha256(image).hexdigest(), f"{file.get('name')} has the hash {file.get('hash')}")
    jpeg = base64.b64decode(file["preview"], validate=True)
    check(jpeg[:3] == b"\xff\xd8\xff" and len(jpeg) <= 24 * 1024, f"{file['name']} has a preview of {len(jpeg)} bytes")


def main():
    home = scratch("attachments")
    image, other = png(900, 300), png(64, 64)
    export = home / "export"
    (export / "photos").mkdir(parents=True)
    (home / "mails").mkdir()
    (home / "mails/photo.eml").write_bytes(mail(image))
    (export / "photos/a.png").write_bytes(image)
    (home / "secret.png").write_bytes(other)
    os.symlink(home / "secret.png", export / "link.png")
    told = hashlib.sha256(image).hexdigest()
    notes = [note(1, "photos/a.png"), note(2, "photos/a.png", told), note(3, "photos/a.png", "0" * 64), note(4, "../secret.png"),
             note(5, str(home / "secret.png")), note(6, "link.png"), note(7, "photos/none.png")]
    (export / "notes.jsonl").write_text("".join(json.dumps(one) + "\n" for one in notes))

    server = Server(home / "server", "open")
    a, b, off = Agent(home / "a"), Agent(home / "b"), Agent(home / "off")
    for agent in (a, b, off):
        agent.folder.mkdir(parents=True)
        (agent.folder / "agent.json").write_text(json.dumps({"previews": agent is not off, "accounts": {
            "email": {"shop@example.com": {}}, "notes": {"staff": {}}}}))
    a.init(server)
    b.join(a, "connector")
    off.init(server)

    def import_all(agent):
        agent.import_("email", home / "mails")
        agent.import_("notes", export)
        if DATA.is_dir():
            agent.import_("email", DATA / "email", "--account", "shop@example.com")
        else:
            print(f"skipped: the sample mails are not at {DATA}")
        agent.run("sync")

    import_all(a)
    first = a.json("digest")["digest"]
    import_all(b)
    import_all(a)
    check(a.json("digest")["digest"] == first, "importing the same again, by two agents, changed something")
    a.run("sync")
    b.run("sync")
    check(a.json("digest") == b.json("digest"), "two agents, two digests")

    files = files_of(a)
    check(files == files_of(b), "the two agents show other files")
    check_preview(files["<photo@mail.example>"][0], image)
    check(files["<photo@mail.example>"][0]["size"] == len(image), "the size is not that of the decoded image")
    check("preview" not in files["<photo@mail.example>"][1], "what is no image has a preview")
    check_preview(files["n1"][0], image)
    check_preview(files["n2"][0], image)
    check(files["n1"][0]["preview"] == files["<photo@mail.example>"][0]["preview"], "the same bytes have two previews")
    for number in range(3, 8):
        check("preview" not in files[f"n{number}"][0], f"note {number} has a preview of a file that is not its own")
    for number in range(4, 8):
        check("hash" not in files[f"n{number}"][0], f"note {number} tells the hash of a file that it must not read")
    check("[box.png]" in a.run("timeline", "aigerim@mail.example").stdout, "the timeline for people does not name the file")

    long = note(8, "photos/a.png") | {"text": "x" + "ж" * 20000}
    (home / "long.jsonl").write_text(json.dumps(long))
    tried = a.json("try", "notes", home / "long.jsonl")
    check(tried["fields"]["text"] == "x" + "ж" * 16383 and tried["fields"]["cut/text"] == "3617", "try does not tell what is cut off")
    person = {"type": "identify", "messageId": "long", "userId": "u-1", "timestamp": "2026-05-04T10:00:00Z",
              "traits": {"description": "x" * 1030, "address": {"city": "x" * 1026}}}
    (home / "long.json").write_text(json.dumps(person))
    tried = a.json("try", "segment", home / "long.json")
    check(tried["statement"]["city"] == "x" * 1021 + "…" and tried["statement"]["cut/city"] == "5", "try does not tell what is cut off a fact")

    tried = a.run("try", "email", home / "mails").stdout
    size = len(base64.b64decode(files["n1"][0]["preview"]))
    check(f'"file_preview/1":"JPEG of {size} bytes"' in tried, f"try does not tell the preview's size: {tried}")

    off.import_("email", home / "mails")
    off.import_("notes", export)
    for of_item in files_of(off).values():
        check(not any("preview" in file for file in of_item), "a preview was made although agent.json says false")
    check(files_of(off)["n1"][0]["hash"] == files["n1"][0]["hash"], "without previews the hash is another one")
    print(f"previews: {size} bytes of {len(image)}; two agents and a second import agree on {first[:16]}")


main()
