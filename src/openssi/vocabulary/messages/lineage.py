"""Messages on lineage: what a figure is made of, and what a cell ends up in."""

from openssi.vocabulary.text import MultilingualText

LINEAGE: dict[str, MultilingualText] = {
    "CELL_UNKNOWN": MultilingualText(
        "The release holds no cell, total or value “{cell}”. Please either check country, item, year, scheme, benefit and sex, or use one of the nearest ids: {known}.",
        "La publication ne contient ni cellule, ni total, ni valeur « {cell} ». Veuillez soit vérifier le pays, l’item, l’année, le régime, la prestation et le sexe, soit utiliser l’un des identifiants les plus proches : {known}.",
        "La publicación no contiene ninguna celda, total o valor «{cell}». Compruebe el país, el ítem, el año, el régimen, la prestación y el sexo, o use uno de los identificadores más próximos: {known}.",
    ),
    "EXPLAIN_WHAT": MultilingualText(
        "It is not said what is to be explained. Please give either AREA INDICATOR YEAR, for what a figure is made of, or --cell ID, for what a cell ends up in.",
        "Il n’est pas dit ce qu’il faut expliquer. Veuillez indiquer soit AREA INDICATOR YEAR, pour ce dont un chiffre est formé, soit --cell ID, pour là où aboutit une cellule.",
        "No se dice qué hay que explicar. Indique AREA INDICATOR YEAR, para saber de qué está formada una cifra, o --cell ID, para saber en qué acaba una celda.",
    ),
}
