"""Opens one workbook and prints its visible sheets as JSON, a line each.

Run as a program of its own (`python sheet_reader.py FILE MAX_ROWS MEMORY SECONDS`), so that a workbook
made to exhaust memory or time takes down this process and not the site. Imports nothing of the project.
"""

import datetime
import json
import re
import sys
import zipfile

EXIT_BROKEN, EXIT_PASSWORD, EXIT_TOO_LARGE = 3, 4, 5

_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_VALUE = re.compile(rb"<v>(.*?)</v>", re.DOTALL)
_SHEET = re.compile(rb"<sheet\b[^>]*?>")
_MAX_BROKEN = 5000


def limit(memory: int, seconds: int) -> None:
    """Bind this process to so many bytes and seconds; where the system knows no limits, go without."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def plain(value):
    """Return a cell as JSON can carry it: whole floats as integers, dates and times as text."""
    if value == "" or value is None:
        return None
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime.datetime | datetime.date):
        return {"date": value.isoformat()}
    return str(value)


def column_index(letters: bytes) -> int:
    """Return the zero-based index of a column: A → 0, AA → 26."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def broken_cells(path: str) -> dict[str, list]:
    """Return, by sheet name, [line, column, text] of formulas that ended in an error or were never computed.

    The library gives both as empty cells, which here would silently mean "no price".
    """
    found: dict[str, list] = {}
    if not zipfile.is_zipfile(path):
        return found
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return found
        targets = {
            identifier.group(1): target.group(1).decode().lstrip("/").removeprefix("xl/")
            for tag in re.findall(rb"<Relationship\b[^>]*>", archive.read("xl/_rels/workbook.xml.rels"))
            if (identifier := re.search(rb'\bId="([^"]*)"', tag))
            and (target := re.search(rb'\bTarget="([^"]*)"', tag))
        }
        for position, tag in enumerate(_SHEET.findall(archive.read("xl/workbook.xml"))):
            identifier = re.search(rb'\br:id="([^"]*)"', tag)
            part = "xl/" + targets.get(identifier.group(1), "") if identifier else ""
            if part not in names:
                continue
            cells = found.setdefault(str(position), [])
            for attributes, content in _CELL.findall(archive.read(part)):
                value = _VALUE.search(content)
                is_error = b't="e"' in attributes
                if not (is_error or (b"<f" in content and not (value and value.group(1)))):
                    continue
                reference = _REFERENCE.search(attributes)
                if reference and len(cells) < _MAX_BROKEN:
                    text = value.group(1).decode(errors="replace") if is_error and value else "="
                    cells.append([int(reference.group(2)), column_index(reference.group(1)), text[:20]])
    return found


def read(path: str, max_rows: int) -> None:
    """Print every visible worksheet."""
    import python_calamine

    try:
        broken = broken_cells(path)
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        for position, sheet in enumerate(workbook.sheets_metadata):
            if (
                sheet.visible != python_calamine.SheetVisibleEnum.Visible
                or sheet.typ != python_calamine.SheetTypeEnum.WorkSheet
            ):
                continue
            rows = []
            table = workbook.get_sheet_by_index(position)
            # Rows are counted from the first one of the sheet, whether or not it holds anything.
            for number, row in enumerate(table.iter_rows(), start=1):
                cells = [plain(value) for value in row]
                while cells and cells[-1] is None:
                    cells.pop()
                if cells:
                    rows.append([number, cells])
                if len(rows) > max_rows:
                    break
            print(  # noqa: T201
                json.dumps({"name": sheet.name, "rows": rows, "broken": broken.get(str(position), [])})
            )
    except python_calamine.PasswordError:
        sys.exit(EXIT_PASSWORD)
    except MemoryError:
        sys.exit(EXIT_TOO_LARGE)
    except Exception:  # the library's errors have no common name beyond this one
        sys.exit(EXIT_BROKEN)


if __name__ == "__main__":
    limit(int(sys.argv[3]), int(sys.argv[4]))
    read(sys.argv[1], int(sys.argv[2]))
