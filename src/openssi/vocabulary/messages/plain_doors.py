"""Messages of the datasets that scripts and pages ask for under plain addresses."""

from openssi.vocabulary.text import MultilingualText

PLAIN_DOORS: dict[str, MultilingualText] = {
    "DATASET_UNKNOWN": MultilingualText(
        "The release has no dataset {dataset}. Please use one of: {known}.",
        "La publication n’a pas de jeu de données {dataset}. Veuillez utiliser l’un de ceux-ci : {known}.",
        "La publicación no tiene el conjunto de datos {dataset}. Use uno de estos: {known}.",
    ),
    "YEARS_OUT_OF_ORDER": MultilingualText(
        "The first year, {start}, is after the last, {end}. Please exchange them.",
        "La première année, {start}, est postérieure à la dernière, {end}. Veuillez les échanger.",
        "El primer año, {start}, es posterior al último, {end}. Intercámbielos.",
    ),
}
