"""Messages of the room `indicators`."""

from openssi.vocabulary.text import MultilingualText

INDICATORS: dict[str, MultilingualText] = {
    "INDICATOR_ITEM_RETIRED": MultilingualText(
        "The formula names {item}, which was asked for the last time for {year}. Please either name what replaced it ({successor}) or take the indicator out.",
        "La formule nomme {item}, demandé pour la dernière fois pour {year}. Veuillez soit nommer ce qui l’a remplacé ({successor}), soit retirer l’indicateur.",
        "La fórmula nombra {item}, que se preguntó por última vez para {year}. Indique lo que lo sustituyó ({successor}) o retire el indicador.",
    ),
    "INDICATOR_ITEM_WITHOUT_SEX": MultilingualText(
        "The indicator exists by sex and its dividend names {item}, which is not asked by sex, so that men and women would both be given the figure of everybody. Please either write “sexes: [_T]” or name an item that is asked by sex.",
        "L’indicateur est ventilé par sexe et son dividende nomme {item}, qui n’est pas demandé par sexe : hommes et femmes recevraient le chiffre de l’ensemble. Veuillez soit écrire « sexes: [_T] », soit nommer un élément demandé par sexe.",
        "El indicador existe por sexo y su dividendo nombra {item}, que no se pregunta por sexo, de modo que hombres y mujeres recibirían la cifra del conjunto. Escriba «sexes: [_T]» o indique un elemento que se pregunte por sexo.",
    ),
    "DENOMINATOR_MISSING": MultilingualText(
        "{indicator} has no value for {area} {year}: its dividend is known and its divisor {item} is not. Please either load or report {item}, or say why it is missing.",
        "{indicator} n’a pas de valeur pour {area} {year} : son dividende est connu, son diviseur {item} ne l’est pas. Veuillez soit charger ou déclarer {item}, soit dire pourquoi il manque.",
        "{indicator} no tiene valor para {area} {year}: se conoce su dividendo y no su divisor {item}. Cargue o notifique {item}, o indique por qué falta.",
    ),
    "DENOMINATOR_NOT_POSITIVE": MultilingualText(
        "{indicator} has no value for {area} {year}: its divisor {item} is {value}, and nothing can be divided by it. Please either correct {item}, or leave it empty with the reason.",
        "{indicator} n’a pas de valeur pour {area} {year} : son diviseur {item} vaut {value}, par quoi rien ne peut être divisé. Veuillez soit corriger {item}, soit le laisser vide en indiquant le motif.",
        "{indicator} no tiene valor para {area} {year}: su divisor {item} es {value}, y no se puede dividir por él. Corrija {item} o déjelo vacío indicando el motivo.",
    ),
    "INDICATOR_FORMULA_AND_PROCEDURE": MultilingualText(
        "{indicator} has a formula and a procedure, so that it is not clear which computes it. Please keep one of them.",
        "{indicator} a une formule et une procédure : on ne sait pas laquelle le calcule. Veuillez n’en garder qu’une.",
        "{indicator} tiene una fórmula y un procedimiento, y no está claro cuál lo calcula. Conserve solo uno de los dos.",
    ),
    "PARAMETER_CHANGES_NOTHING": MultilingualText(
        "The option {option} replaces parts of formulas that stand in none. Please either correct “replaces” or “within”, or take the option out.",
        "L’option {option} remplace des parties de formules qui ne figurent dans aucune. Veuillez soit corriger « replaces » ou « within », soit retirer l’option.",
        "La opción {option} sustituye partes de fórmulas que no figuran en ninguna. Corrija «replaces» o «within», o retire la opción.",
    ),
    "PUBLICATION_UNKNOWN": MultilingualText(
        "There is no publication {publication}. Please either name one of {known}, or declare it in definitions/publications.yaml.",
        "Il n’y a pas de publication {publication}. Veuillez soit en nommer une parmi {known}, soit la déclarer dans definitions/publications.yaml.",
        "No existe la publicación {publication}. Indique una de {known} o declárela en definitions/publications.yaml.",
    ),
    "INDICATOR_NEEDS_EXAMPLE": MultilingualText(
        "The indicator {indicator} has a formula and no worked example. Please add one under “examples”: cells, and the value that they give.",
        "L’indicateur {indicator} a une formule et aucun exemple chiffré. Veuillez en ajouter un sous « examples » : des cellules et la valeur qu’elles donnent.",
        "El indicador {indicator} tiene una fórmula y ningún ejemplo calculado. Añada uno en «examples»: celdas y el valor que dan.",
    ),
}
