"""Messages on reference metadata."""

from openssi.vocabulary.text import MultilingualText

METADATA: dict[str, MultilingualText] = {
    "SDMX_METADATA_UNKNOWN": MultilingualText(
        "Release {release} has no reference metadata on “{asked}”. Please either ask for one of these, or for a later release, as early ones have none: {known}.",
        "La publication {release} n’a pas de métadonnées de référence sur «\u00a0{asked}\u00a0». Veuillez soit demander l’un des éléments suivants, soit une publication ultérieure, car les premières n’en ont pas\u00a0: {known}.",
        "La publicación {release} no tiene metadatos de referencia sobre «{asked}». Pida uno de los siguientes o una publicación posterior, pues las primeras no los tienen: {known}.",
    ),
}
