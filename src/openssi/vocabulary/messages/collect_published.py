"""Messages of the room `collect` about published series and context files."""

from openssi.vocabulary.text import MultilingualText

PUBLISHED_MESSAGES: dict[str, MultilingualText] = {
    "PUBLISHED_FILE_EMPTY": MultilingualText(
        "The file has no rows. Please download it again and check its size.",
        "Le fichier ne contient aucune ligne. Veuillez le télécharger de nouveau et vérifier sa taille.",
        "El archivo no tiene filas. Descárguelo de nuevo y compruebe su tamaño.",
    ),
    "PUBLISHED_ENCODING": MultilingualText(
        "The text of the file is not in UTF-8. Please save it as “CSV UTF-8”, or take the Excel file.",
        "Le texte du fichier n’est pas en UTF-8. Veuillez l’enregistrer au format « CSV UTF-8 » ou prendre le fichier Excel.",
        "El texto del archivo no está en UTF-8. Guárdelo como «CSV UTF-8» o use el archivo Excel.",
    ),
    "PUBLISHED_NO_WORKBOOK": MultilingualText(
        "The name says Excel, but the content is no workbook. Please download the file again, or give it the ending .csv if it is text.",
        "Le nom annonce un fichier Excel, mais le contenu n’est pas un classeur. Veuillez télécharger de nouveau le fichier, ou lui donner l’extension .csv si c’est du texte.",
        "El nombre indica Excel, pero el contenido no es un libro. Descargue de nuevo el archivo o póngale la extensión .csv si es texto.",
    ),
    "PUBLISHED_SHEET_TOO_LARGE": MultilingualText(
        "The sheet claims more than 20 million cells, far more than the database has. Please delete stray cells far from the table and save the file again.",
        "La feuille annonce plus de 20 millions de cellules, bien plus que la base n’en compte. Veuillez supprimer les cellules isolées loin du tableau et enregistrer de nouveau le fichier.",
        "La hoja declara más de 20 millones de celdas, muchas más de las que tiene la base. Elimine las celdas aisladas lejos de la tabla y guarde de nuevo el archivo.",
    ),
    "PUBLISHED_COLUMN_MISSING": MultilingualText(
        "A column is missing that is written {accepted}; the nearest header found is “{near}”. Please either rename the column or download the file again.",
        "Il manque une colonne, dont l’en-tête s’écrit {accepted} ; l’en-tête le plus proche est « {near} ». Veuillez soit renommer la colonne, soit télécharger de nouveau le fichier.",
        "Falta una columna cuyo encabezado se escribe {accepted}; el encabezado más parecido es «{near}». Cambie el nombre de la columna o descargue de nuevo el archivo.",
    ),
    "PUBLISHED_CODE_UNKNOWN": MultilingualText(
        "“{code}” is not a code known for {column}; known are: {known}. Please either correct it or add it to definitions/layouts/unsd.yaml.",
        "« {code} » n’est pas un code connu pour {column} ; sont connus : {known}. Veuillez soit le corriger, soit l’ajouter à definitions/layouts/unsd.yaml.",
        "«{code}» no es un código conocido para {column}; se conocen: {known}. Corríjalo o añádalo a definitions/layouts/unsd.yaml.",
    ),
    "PUBLISHED_AREA_UNKNOWN": MultilingualText(
        "“{code}” is neither a country nor a group that the definitions know. Please either correct it or add it to definitions/regions or definitions/layouts/aggregates.yaml.",
        "« {code} » n’est ni un pays ni un groupe connu des définitions. Veuillez soit le corriger, soit l’ajouter à definitions/regions ou à definitions/layouts/aggregates.yaml.",
        "«{code}» no es ni un país ni un grupo conocido por las definiciones. Corríjalo o añádalo a definitions/regions o a definitions/layouts/aggregates.yaml.",
    ),
    "PUBLISHED_YEAR": MultilingualText(
        "“{text}” is not a year of four digits. Please correct it.",
        "« {text} » n’est pas une année à quatre chiffres. Veuillez la corriger.",
        "«{text}» no es un año de cuatro cifras. Corríjalo.",
    ),
    "PUBLISHED_NOT_A_NUMBER": MultilingualText(
        "“{text}” is not a number. Please either type a number with a decimal point or leave the cell empty.",
        "« {text} » n’est pas un nombre. Veuillez soit saisir un nombre avec un point décimal, soit laisser la cellule vide.",
        "«{text}» no es un número. Escriba un número con punto decimal o deje la celda vacía.",
    ),
    "PUBLISHED_BOUND": MultilingualText(
        "“{text}” is a bound and not a value, and an aggregate needs a value. Please either type the value or leave the cell empty.",
        "« {text} » est une borne et non une valeur, alors qu’un agrégat exige une valeur. Veuillez soit saisir la valeur, soit laisser la cellule vide.",
        "«{text}» es un límite y no un valor, y un agregado necesita un valor. Escriba el valor o deje la celda vacía.",
    ),
    "PUBLISHED_QUOTE_OPEN": MultilingualText(
        "A text that begins here is longer than any text should be: a quotation mark was probably not closed. Please either close it or take the Excel file.",
        "Un texte qui commence ici est plus long qu’aucun texte ne devrait l’être : un guillemet n’a sans doute pas été fermé. Veuillez soit le fermer, soit prendre le fichier Excel.",
        "Un texto que empieza aquí es más largo de lo que debería ser: probablemente no se cerró una comilla. Ciérrela o use el archivo Excel.",
    ),
    "PUBLISHED_NO_SERIES": MultilingualText(
        "The file holds none of the series that are read ({series}). Please either download goal 1, target 1.3, or name the right file.",
        "Le fichier ne contient aucune des séries qui sont lues ({series}). Veuillez soit télécharger l’objectif 1, cible 1.3, soit indiquer le bon fichier.",
        "El archivo no contiene ninguna de las series que se leen ({series}). Descargue el objetivo 1, meta 1.3, o indique el archivo correcto.",
    ),
    "PUBLISHED_REPEATED": MultilingualText(
        "{key} stands twice: {second} here and {first} in row {other}. Please remove the one that is wrong.",
        "{key} figure deux fois : {second} ici et {first} à la ligne {other}. Veuillez supprimer la valeur erronée.",
        "{key} aparece dos veces: {second} aquí y {first} en la fila {other}. Elimine el valor erróneo.",
    ),
    "PUBLISHED_MORE_PROBLEMS": MultilingualText(
        "{count} more rows have such problems. Please mend those shown first and read the file again.",
        "{count} autres lignes présentent de tels problèmes. Veuillez d’abord corriger celles qui sont affichées, puis relire le fichier.",
        "Otras {count} filas tienen problemas similares. Corrija primero las mostradas y vuelva a leer el archivo.",
    ),
    "PUBLISHED_NO_AGGREGATES": MultilingualText(
        "The file holds no aggregates of groups of countries for the year {year}. Please choose another year or another file.",
        "Le fichier ne contient aucun agrégat de groupes de pays pour l’année {year}. Veuillez choisir une autre année ou un autre fichier.",
        "El archivo no contiene agregados de grupos de países para el año {year}. Elija otro año u otro archivo.",
    ),
    "PUBLISHED_YEAR_NEEDED": MultilingualText(
        "The file names no year. Please say which year it is for with --year.",
        "Le fichier n’indique pas d’année. Veuillez préciser l’année avec --year.",
        "El archivo no indica el año. Precise el año con --year.",
    ),
    "CONTEXT_NO_FILES": MultilingualText(
        "The folder holds none of the context files that are known: {expected}. Please either name the right folder or describe your file in definitions/layouts/context.yaml.",
        "Le dossier ne contient aucun des fichiers de contexte connus : {expected}. Veuillez soit indiquer le bon dossier, soit décrire votre fichier dans definitions/layouts/context.yaml.",
        "La carpeta no contiene ninguno de los archivos de contexto conocidos: {expected}. Indique la carpeta correcta o describa su archivo en definitions/layouts/context.yaml.",
    ),
    "CONTEXT_COLUMNS_MISSING": MultilingualText(
        "These columns are missing: {columns}. Please either add them or correct their names in definitions/layouts/context.yaml.",
        "Il manque ces colonnes : {columns}. Veuillez soit les ajouter, soit corriger leurs noms dans definitions/layouts/context.yaml.",
        "Faltan estas columnas: {columns}. Añádalas o corrija sus nombres en definitions/layouts/context.yaml.",
    ),
    "CONTEXT_YEAR": MultilingualText(
        "“{text}” is not a year of four digits. Please correct the column {column}.",
        "« {text} » n’est pas une année à quatre chiffres. Veuillez corriger la colonne {column}.",
        "«{text}» no es un año de cuatro cifras. Corrija la columna {column}.",
    ),
    "CONTEXT_REPEATED": MultilingualText(
        "{area} {year} stands in two rows, here and in row {other}. Please remove the one that is wrong.",
        "{area} {year} figure sur deux lignes, ici et à la ligne {other}. Veuillez supprimer celle qui est erronée.",
        "{area} {year} aparece en dos filas, aquí y en la fila {other}. Elimine la errónea.",
    ),
    "CONTEXT_NOT_A_NUMBER": MultilingualText(
        "“{text}” in the column {column} is not a number. Please either type a number with a decimal point or leave the cell empty.",
        "« {text} », dans la colonne {column}, n’est pas un nombre. Veuillez soit saisir un nombre avec un point décimal, soit laisser la cellule vide.",
        "«{text}», en la columna {column}, no es un número. Escriba un número con punto decimal o deje la celda vacía.",
    ),
}
