"""Messages of the room `publish`."""

from openssi.vocabulary.text import MultilingualText

PUBLISH: dict[str, MultilingualText] = {
    "FORMAT_UNKNOWN": MultilingualText(
        "There is no format “{format}”, so nothing was written. Please choose one of: {known}.",
        "Le format « {format} » n’existe pas ; rien n’a été écrit. Veuillez choisir parmi : {known}.",
        "No existe el formato «{format}», por lo que no se ha escrito nada. Elija uno de estos: {known}.",
    ),
    "SHEET_TOO_LONG": MultilingualText(
        "The table has {rows} rows, and a sheet of Excel holds {most}. Please choose either csv or parquet, which have no such limit.",
        "Le tableau compte {rows} lignes, et une feuille Excel en contient {most} au plus. Veuillez choisir soit csv, soit parquet, qui n’ont pas cette limite.",
        "La tabla tiene {rows} filas, y una hoja de Excel admite {most}. Elija csv o parquet, que no tienen ese límite.",
    ),
}
