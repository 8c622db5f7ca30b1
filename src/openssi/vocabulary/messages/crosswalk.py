"""Messages of the crosswalk to other classifications and of its views."""

from openssi.vocabulary.text import MultilingualText

CROSSWALK: dict[str, MultilingualText] = {
    "CROSSWALK_CODE_UNKNOWN": MultilingualText(
        "“{value}” in the column “{column}” is no code that is known there. Please either correct it or add it to its code list.",
        "« {value} » dans la colonne « {column} » n’est pas un code connu à cet endroit. Veuillez soit le corriger, soit l’ajouter à sa liste de codes.",
        "«{value}» en la columna «{column}» no es un código conocido ahí. Corríjalo o añádalo a su lista de códigos.",
    ),
    "CROSSWALK_PART_MISSING": MultilingualText(
        "Nothing is said about {part}, so that its amounts would have no place in this framework. Please add a row for it, with OUTSIDE or NOT_SEPARABLE as category where it has none.",
        "Rien n’est dit de {part}, dont les montants n’auraient aucune place dans ce cadre. Veuillez ajouter une ligne, avec la catégorie OUTSIDE ou NOT_SEPARABLE s’il n’y en a pas d’autre.",
        "No se dice nada de {part}, cuyos importes no tendrían lugar en este marco. Añada una fila, con la categoría OUTSIDE o NOT_SEPARABLE si no tiene otra.",
    ),
    "CROSSWALK_SHARES": MultilingualText(
        "The shares of {part} add up to {total} in {year}, or one of them is not above zero. Please correct them, or the years in which the rows hold: the shares of rows that are about the same add up to 1.",
        "Les parts de {part} totalisent {total} en {year}, ou l’une d’elles n’est pas supérieure à zéro. Veuillez corriger les parts ou les années de validité des lignes : les parts des lignes qui portent sur le même objet totalisent 1.",
        "Las partes de {part} suman {total} en {year}, o alguna no es mayor que cero. Corrija las partes o los años en que valen las filas: las partes de las filas que tratan de lo mismo suman 1.",
    ),
    "VIEW_NOTHING_REPORTED": MultilingualText(
        "{area} has no accepted answers about schemes for {year}; years with accepted answers: {years}. Please either choose another year or accept answers about the expenditure of schemes.",
        "{area} n’a pas de réponses acceptées sur des régimes pour {year} ; années dont des réponses sont acceptées : {years}. Veuillez soit choisir une autre année, soit accepter des réponses sur les dépenses des régimes.",
        "{area} no tiene respuestas aceptadas sobre regímenes para {year}; años con respuestas aceptadas: {years}. Elija otro año o acepte respuestas sobre el gasto de los regímenes.",
    ),
}
