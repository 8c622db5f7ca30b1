"""What is wrong with a YAML file and how it is put right, by kind: the second part of DEFINITION_NOT_YAML."""

from openssi.vocabulary.text import MultilingualText

YAML_PROBLEMS: dict[str, MultilingualText] = {
    "tab": MultilingualText(
        "YAML is not indented with tabs. Please put spaces in their place, two for each level.",
        "En YAML, le retrait ne se fait pas avec des tabulations. Veuillez les remplacer par des espaces, deux par niveau.",
        "En YAML la sangría no se hace con tabuladores. Sustitúyalos por espacios, dos por nivel.",
    ),
    "blank": MultilingualText(
        "After the colon of a key comes an ordinary space. Please write “key: value”.",
        "Le deux-points qui suit une clé est lui-même suivi d’une espace ordinaire. Veuillez écrire « clé: valeur ».",
        "Tras los dos puntos de una clave va un espacio normal. Escriba «clave: valor».",
    ),
    "colon": MultilingualText(
        "The line has no colon, so no key is told from its value. Please write “key: value”.",
        "La ligne n’a pas de deux-points : rien n’y sépare la clé de la valeur. Veuillez écrire « clé: valeur ».",
        "La línea no tiene dos puntos, y nada separa la clave del valor. Escriba «clave: valor».",
    ),
    "colon_in_value": MultilingualText(
        "A second colon stands in this line. Please either put the value into quotes or begin a line of its own for the second key.",
        "Un second deux-points figure dans cette ligne. Veuillez soit mettre la valeur entre guillemets droits, soit écrire la seconde clé sur sa propre ligne.",
        "En esta línea hay dos puntos por segunda vez. Ponga el valor entre comillas rectas o escriba la segunda clave en una línea propia.",
    ),
    "quote": MultilingualText(
        "The quotation mark {sign} that opens here is never closed. Please either close it at the end of the value or remove it; within a text in {sign} write this sign twice.",
        "Le guillemet {sign} ouvert ici n’est jamais fermé. Veuillez soit le fermer à la fin de la valeur, soit le supprimer ; dans un texte entre {sign}, ce signe s’écrit deux fois.",
        "La comilla {sign} que se abre aquí no se cierra nunca. Ciérrela al final del valor o quítela; dentro de un texto entre {sign}, este signo se escribe dos veces.",
    ),
    "double_quote": MultilingualText(
        'The quotation mark " that opens here is never closed. Please either close it at the end of the value or remove it; within a text in " write \\" for this sign.',
        'Le guillemet " ouvert ici n’est jamais fermé. Veuillez soit le fermer à la fin de la valeur, soit le supprimer ; dans un texte entre ", ce signe s’écrit \\".',
        'La comilla " que se abre aquí no se cierra nunca. Ciérrela al final del valor o quítela; dentro de un texto entre ", este signo se escribe \\".',
    ),
    "bracket": MultilingualText(
        "What opened with {sign} in row {row} is not closed, or a comma is missing between two members. Please close it with {close}, or set the comma.",
        "Ce qui a été ouvert par {sign} à la ligne {row} n’est pas fermé, ou bien une virgule manque entre deux éléments. Veuillez soit fermer par {close}, soit mettre la virgule.",
        "Lo que se abrió con {sign} en la fila {row} no está cerrado, o falta una coma entre dos elementos. Ciérrelo con {close} o ponga la coma.",
    ),
    "indentation": MultilingualText(
        "The line does not begin below those that it belongs to. Please indent all keys of one level by the same number of spaces, and those below a key by two more.",
        "La ligne ne commence pas au même retrait que celles auxquelles elle appartient. Veuillez donner le même retrait à toutes les clés d’un niveau, et deux espaces de plus à celles qui dépendent d’une clé.",
        "La línea no empieza a la altura de aquellas a las que pertenece. Dé la misma sangría a todas las claves de un nivel y dos espacios más a las que dependen de una clave.",
    ),
    "after": MultilingualText(
        "Something stands after a value that was already closed. Please put the whole value into one pair of quotes, or remove what is too much.",
        "Quelque chose suit une valeur déjà fermée. Veuillez soit mettre toute la valeur entre une seule paire de guillemets droits, soit supprimer ce qui est de trop.",
        "Hay algo después de un valor ya cerrado. Ponga todo el valor entre un solo par de comillas rectas o quite lo que sobra.",
    ),
    "sign": MultilingualText(
        "A value cannot begin with {sign}. Please put the value into quotes, as in '{sign}', or remove the sign.",
        "Une valeur ne peut pas commencer par {sign}. Veuillez soit mettre la valeur entre guillemets droits, comme dans '{sign}', soit supprimer ce signe.",
        "Un valor no puede empezar por {sign}. Ponga el valor entre comillas rectas, como en '{sign}', o quite el signo.",
    ),
    "backslash": MultilingualText(
        "Within \" a backslash begins a sign of its own. Please put the value into ' instead, or write / in the names of files.",
        "Entre \", une barre oblique inverse annonce un signe spécial. Veuillez soit mettre la valeur entre ', soit écrire / dans les noms de fichiers.",
        "Entre \", una barra invertida anuncia un signo especial. Ponga el valor entre ' o escriba / en los nombres de archivos.",
    ),
    "hyphen": MultilingualText(
        "A list does not begin on the line of its key. Please write each member on a line of its own below the key, or all in brackets: [a, b].",
        "Une liste ne commence pas sur la ligne de sa clé. Veuillez soit écrire chaque élément sur sa propre ligne sous la clé, soit les mettre tous entre crochets : [a, b].",
        "Una lista no empieza en la línea de su clave. Escriba cada elemento en una línea propia bajo la clave, o todos entre corchetes: [a, b].",
    ),
    "member": MultilingualText(
        "Among the members of a list stands a line without a hyphen. Please begin it with “- ”, or indent it as what it belongs to.",
        "Parmi les éléments d’une liste figure une ligne sans tiret. Veuillez soit la faire commencer par « - », soit lui donner le retrait de ce à quoi elle appartient.",
        "Entre los elementos de una lista hay una línea sin guion. Empiécela por «- » o dele la sangría de aquello a lo que pertenece.",
    ),
    "second_document": MultilingualText(
        "A second document begins here, and one is read. Please remove the line of hyphens or dots, or keep the second part in a file of its own.",
        "Un second document commence ici, alors qu’un seul est lu. Veuillez soit supprimer la ligne de tirets ou de points, soit mettre la seconde partie dans un fichier à part.",
        "Aquí empieza un segundo documento y solo se lee uno. Quite la línea de guiones o de puntos, o guarde la segunda parte en un archivo propio.",
    ),
    "control": MultilingualText(
        "This sign cannot stand in a text, so the file is either no text or saved in another encoding. Please save it as plain text in UTF-8.",
        "Ce signe ne peut pas figurer dans un texte : le fichier n’est pas un texte, ou il est enregistré dans un autre encodage. Veuillez l’enregistrer comme texte brut en UTF-8.",
        "Este signo no puede estar en un texto: el archivo no es un texto o se guardó en otra codificación. Guárdelo como texto sin formato en UTF-8.",
    ),
    "tag": MultilingualText(
        "It cannot be told what this is. Please write a text, a number, a list or keys with values.",
        "Il est impossible de savoir de quoi il s’agit. Veuillez écrire un texte, un nombre, une liste ou des clés avec leurs valeurs.",
        "No se puede saber qué es. Escriba un texto, un número, una lista o claves con sus valores.",
    ),
    "other": MultilingualText(
        "From here on it cannot be read. Please check the indentation, the colons and the quotes of this line and of the one before.",
        "La suite ne peut pas être lue. Veuillez vérifier le retrait, les deux-points et les guillemets de cette ligne et de la précédente.",
        "A partir de aquí no se puede leer. Revise la sangría, los dos puntos y las comillas de esta línea y de la anterior.",
    ),
}  # fmt: skip

YAML_FOUND: dict[str, MultilingualText] = {
    "text": MultilingualText("“{text}”", "« {text} »", "«{text}»"),
    "tab": MultilingualText("a tab", "une tabulation", "un tabulador"),
    "invisible": MultilingualText(
        "the invisible sign {text}", "le signe invisible {text}", "el signo invisible {text}"
    ),
    "end": MultilingualText("the end of the file", "la fin du fichier", "el final del archivo"),
}
"""What stands at the place where the reader gave up."""
