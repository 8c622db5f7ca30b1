"""Messages of the commands that work on a round with files."""

from openssi.vocabulary.text import MultilingualText

ROUND_FILES: dict[str, MultilingualText] = {
    "COMMAND_FILE_UNREADABLE": MultilingualText(
        "The file cannot be read as text in UTF-8. Nothing was done. Please either save it as “CSV UTF-8”, or close it in the program that holds it.",
        "Le fichier n’est pas lisible comme texte en UTF-8. Rien n’a été fait. Veuillez soit l’enregistrer au format « CSV UTF-8 », soit le fermer dans le programme qui l’utilise.",
        "El archivo no se puede leer como texto en UTF-8. No se ha hecho nada. Guárdelo como «CSV UTF-8» o ciérrelo en el programa que lo está usando.",
    ),
    "COMMAND_COLUMNS_MISSING": MultilingualText(
        "The file has no column {columns}. Nothing was done. Please add it; a list that is written with --format csv has all of them.",
        "Le fichier n’a pas de colonne {columns}. Rien n’a été fait. Veuillez l’ajouter ; une liste écrite avec --format csv les a toutes.",
        "El archivo no tiene la columna {columns}. No se ha hecho nada. Añádala; una lista escrita con --format csv las tiene todas.",
    ),
    "COMMAND_NUMBER_UNFIT": MultilingualText(
        "“{text}” in the column {column} is no whole number. Nothing was done. Please either correct it or empty the row.",
        "« {text} » dans la colonne {column} n’est pas un nombre entier. Rien n’a été fait. Veuillez soit le corriger, soit vider la ligne.",
        "«{text}» en la columna {column} no es un número entero. No se ha hecho nada. Corríjalo o vacíe la fila.",
    ),
    "COMMAND_NOTHING_FILLED_IN": MultilingualText(
        "No row of the file has anything in the column {column}. Nothing was done. Please fill it in for at least one row.",
        "Aucune ligne du fichier n’a de contenu dans la colonne {column}. Rien n’a été fait. Veuillez la remplir pour au moins une ligne.",
        "Ninguna fila del archivo tiene contenido en la columna {column}. No se ha hecho nada. Rellénela al menos en una fila.",
    ),
    "COMMAND_ONE_OR_FILE": MultilingualText(
        "What it is about is not said, or said twice. Nothing was done. Please give either {one} or a file with --from, and not both.",
        "L’objet de la commande n’est pas indiqué, ou l’est deux fois. Rien n’a été fait. Veuillez indiquer soit {one}, soit un fichier avec --from, et non les deux.",
        "No se dice de qué se trata, o se dice dos veces. No se ha hecho nada. Indique {one} o un archivo con --from, y no ambos.",
    ),
    "COMMAND_PART_UNKNOWN": MultilingualText(
        "There is no workbook of {part} in this submission that this person takes away. Nothing was written. Please either correct the scheme or the institution, or leave it out.",
        "Cette réponse nationale n’a pas de classeur {part} que cette personne puisse emporter. Rien n’a été écrit. Veuillez soit corriger le régime ou l’institution, soit l’omettre.",
        "Esta respuesta nacional no tiene un libro de {part} que esta persona pueda llevarse. No se ha escrito nada. Corrija el régimen o la institución, u omítalo.",
    ),
    "COMMAND_UNDECIDED": MultilingualText(
        "Cells that somebody else changed since the workbook was written: {count}. Nothing was written. Please choose with --take mine or --take theirs which answer holds.",
        "Cellules que quelqu’un d’autre a modifiées depuis l’établissement du classeur : {count}. Rien n’a été écrit. Veuillez choisir avec --take mine ou --take theirs la réponse qui vaut.",
        "Celdas que otra persona cambió desde que se creó el libro: {count}. No se ha escrito nada. Elija con --take mine o --take theirs qué respuesta vale.",
    ),
    "COMMAND_FINDING_UNKNOWN": MultilingualText(
        "Among the findings that nobody asked about there is no {finding}. Nothing was raised. Please list them again with 'openssi query list'.",
        "Parmi les constats sur lesquels rien n’est demandé, {finding} n’existe pas. Rien n’a été préparé. Veuillez les lister de nouveau avec 'openssi query list'.",
        "Entre las observaciones sobre las que nadie pregunta no está {finding}. No se ha preparado nada. Lístelas de nuevo con 'openssi query list'.",
    ),
    "COMMAND_CELL_UNREADABLE": MultilingualText(
        "“{cell}” is no cell of this submission that this person sees. Nothing was raised. Please write it as the column “cell” of 'openssi query list' does.",
        "« {cell} » n’est pas une cellule de cette réponse nationale que cette personne voie. Rien n’a été préparé. Veuillez l’écrire comme la colonne « cell » de 'openssi query list'.",
        "«{cell}» no es una celda de esta respuesta nacional que esta persona vea. No se ha preparado nada. Escríbala como la columna «cell» de 'openssi query list'.",
    ),
    "COMMAND_QUERY_UNKNOWN": MultilingualText(
        "There is no query {number} in this submission that this person sees. Nothing was done. Please take the number from 'openssi query list'.",
        "Cette réponse nationale n’a pas de question {number} que cette personne voie. Rien n’a été fait. Veuillez prendre le numéro dans 'openssi query list'.",
        "Esta respuesta nacional no tiene una consulta {number} que esta persona vea. No se ha hecho nada. Tome el número de 'openssi query list'.",
    ),
}
