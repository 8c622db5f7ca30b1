"""Messages of the room `validate`."""

from openssi.vocabulary.text import MultilingualText

VALIDATE: dict[str, MultilingualText] = {
    "RULE_EXAMPLE_CELL": MultilingualText(
        "“{cell}” in an example of the rule is not a cell of questionnaire {version}. Please write an item, with its sex, function or year where needed: B.REC, B.REC[F], S.INSURED[OLD,F], B.REC(t-1).",
        "« {cell} » dans un exemple de la règle n’est pas une cellule du questionnaire {version}. Veuillez écrire un élément, avec son sexe, sa fonction ou son année s’il y a lieu : B.REC, B.REC[F], S.INSURED[OLD,F], B.REC(t-1).",
        "«{cell}» en un ejemplo de la regla no es una celda del cuestionario {version}. Escriba un elemento, con su sexo, función o año si hace falta: B.REC, B.REC[F], S.INSURED[OLD,F], B.REC(t-1).",
    ),
}
