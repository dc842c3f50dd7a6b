"""How large a file may be. Above these an import is split, not waited for."""

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_CELL_CHARACTERS = 20_000

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
"""What an XLSX or ODS may unpack to: twenty times a large honest one, far below a bomb."""

MAX_PARTS = 2_000
"""Files inside an XLSX or ODS."""

READER_MEMORY_BYTES = 1024 * 1024 * 1024
READER_SECONDS = 60
"""What the process that opens a workbook may use; see `sheet_reader`."""

MAX_ZIP_BYTES = 200 * 1024 * 1024
MAX_PHOTOS = 5_000
MAX_PHOTO_BYTES = 20 * 1024 * 1024
MAX_PHOTOS_UNPACKED_BYTES = 1024 * 1024 * 1024
MAX_PHOTO_PIXELS = 50_000_000
