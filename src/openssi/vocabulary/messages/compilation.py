"""Messages of the compilation at the desk, for countries that do not answer."""

from openssi.vocabulary.text import MultilingualText

COMPILATION: dict[str, MultilingualText] = {
    "COMPILE_NOT_NOW": MultilingualText(
        "The submission is in the state {state}; sources and values are recorded only while it is compiled at the desk. Nothing was recorded. Please open the page again to see what can be done now.",
        "La réponse nationale est à l’état {state} ; sources et valeurs ne sont consignées que pendant sa compilation au bureau. Rien n’a été consigné. Veuillez rouvrir la page pour voir ce qui est possible maintenant.",
        "La respuesta nacional está en el estado {state}; las fuentes y los valores solo se registran mientras se compila en la oficina. No se ha registrado nada. Vuelva a abrir la página para ver qué se puede hacer ahora.",
    ),
    "COMPILE_SOURCE_LINES": MultilingualText(
        "A source needs a title and a publisher; these and the page have at most {most} characters each. Nothing was recorded. Please fill them in or shorten them.",
        "Une source doit avoir un titre et un éditeur ; ceux-ci et la page comptent {most} caractères au plus chacun. Rien n’a été consigné. Veuillez les remplir ou les raccourcir.",
        "Una fuente necesita un título y un editor; estos y la página tienen {most} caracteres como máximo cada uno. No se ha registrado nada. Rellénelos o acórtelos.",
    ),
    "COMPILE_SOURCE_ADDRESS": MultilingualText(
        "“{address}” is not an address on the web that others can open. Nothing was recorded. Please enter the address of the page or file, beginning with https:// or http://, without a password and with at most {most} characters.",
        "« {address} » n’est pas une adresse du web que d’autres peuvent ouvrir. Rien n’a été consigné. Veuillez saisir l’adresse de la page ou du fichier, commençant par https:// ou http://, sans mot de passe et de {most} caractères au plus.",
        "«{address}» no es una dirección de la web que otras personas puedan abrir. No se ha registrado nada. Introduzca la dirección de la página o del archivo, que empiece por https:// o http://, sin contraseña y de {most} caracteres como máximo.",
    ),
    "COMPILE_DAY": MultilingualText(
        "“{day}” is not a day up to today ({today}). Nothing was recorded. Please enter the day on which it was looked at, such as 2025-03-04.",
        "« {day} » n’est pas une date antérieure ou égale à aujourd’hui ({today}). Rien n’a été consigné. Veuillez saisir le jour de la consultation, par exemple 2025-03-04.",
        "«{day}» no es una fecha hasta hoy ({today}). No se ha registrado nada. Introduzca el día de la consulta, por ejemplo 2025-03-04.",
    ),
    "COMPILE_SOURCE_LANGUAGE": MultilingualText(
        "“{language}” is not the code of a language. Nothing was recorded. Please enter two or three letters, such as en, fr, es or pt.",
        "« {language} » n’est pas le code d’une langue. Rien n’a été consigné. Veuillez saisir deux ou trois lettres, par exemple en, fr, es ou pt.",
        "«{language}» no es el código de un idioma. No se ha registrado nada. Introduzca dos o tres letras, por ejemplo en, fr, es o pt.",
    ),
    "COMPILE_TEXT_TOO_LONG": MultilingualText(
        "The text has more than {most} characters. Nothing was recorded. Please shorten it.",
        "Le texte compte plus de {most} caractères. Rien n’a été consigné. Veuillez le raccourcir.",
        "El texto tiene más de {most} caracteres. No se ha registrado nada. Acórtelo.",
    ),
    "COMPILE_SOURCE_UNKNOWN": MultilingualText(
        "The submission has no source {number}. Nothing was recorded. Please record the source first, or choose one of the list.",
        "La réponse nationale n’a pas de source {number}. Rien n’a été consigné. Veuillez d’abord consigner la source, ou en choisir une dans la liste.",
        "La respuesta nacional no tiene ninguna fuente {number}. No se ha registrado nada. Registre primero la fuente o elija una de la lista.",
    ),
    "COMPILE_SOURCE_NEEDED": MultilingualText(
        "A value that is compiled at the desk rests on a source. It was not saved. Please either choose the source above the table, or enter the value on the page of sources.",
        "Une valeur compilée au bureau repose sur une source. Elle n’a pas été enregistrée. Veuillez soit choisir la source au-dessus du tableau, soit saisir la valeur sur la page des sources.",
        "Un valor compilado en la oficina se apoya en una fuente. No se ha guardado. Elija la fuente encima del cuadro o introduzca el valor en la página de fuentes.",
    ),
    "COMPILE_FILE_NEEDED": MultilingualText(
        "No file is kept of the source “{title}”, and a page on the web may change or go. Nothing was recorded. Please attach the file to the source first.",
        "Aucun fichier n’est conservé de la source « {title} », et une page du web peut changer ou disparaître. Rien n’a été consigné. Veuillez d’abord joindre le fichier à la source.",
        "No se conserva ningún archivo de la fuente «{title}», y una página de la web puede cambiar o desaparecer. No se ha registrado nada. Adjunte primero el archivo a la fuente.",
    ),
    "COMPILE_PAGE_NEEDED": MultilingualText(
        "The page or table of the source is missing, or has more than {most} characters. Nothing was recorded. Please say where in the document the figure stands.",
        "La page ou le tableau de la source manque, ou compte plus de {most} caractères. Rien n’a été consigné. Veuillez indiquer où le chiffre figure dans le document.",
        "Falta la página o el cuadro de la fuente, o tiene más de {most} caracteres. No se ha registrado nada. Indique en qué lugar del documento figura la cifra.",
    ),
    "COMPILE_MULTIPLIER": MultilingualText(
        "“{value}” is not a power of ten in which this figure can be stated: {allowed}. Nothing was recorded. Please choose one of them.",
        "« {value} » n’est pas une puissance de dix dans laquelle ce chiffre peut être exprimé : {allowed}. Rien n’a été consigné. Veuillez en choisir une.",
        "«{value}» no es una potencia de diez en la que pueda expresarse esta cifra: {allowed}. No se ha registrado nada. Elija una de ellas.",
    ),
    "COMPILE_VALUE_EMPTY": MultilingualText(
        "There is no value for the answer to rest on. Nothing was recorded. Please enter what the source states, or choose another source for the cell first.",
        "Aucune valeur n’est donnée sur laquelle la réponse puisse reposer. Rien n’a été consigné. Veuillez saisir ce que dit la source, ou d’abord choisir une autre source pour la cellule.",
        "No hay ningún valor en el que pueda apoyarse la respuesta. No se ha registrado nada. Introduzca lo que indica la fuente o elija antes otra fuente para la celda.",
    ),
    "COMPILE_NO_SOURCE_HERE": MultilingualText(
        "This cell says how figures are entered or described, and takes no source. Nothing was recorded. Please fill it in in the form.",
        "Cette cellule dit comment les chiffres sont saisis ou décrits, et n’a pas de source. Rien n’a été consigné. Veuillez la remplir dans le formulaire.",
        "Esta celda indica cómo se introducen o describen las cifras y no lleva fuente. No se ha registrado nada. Rellénela en el formulario.",
    ),
    "COMPILE_OF_COUNTRY": MultilingualText(
        "The country answered this cell itself, and its answer comes first. Nothing was recorded. Please leave it as it is; a second source can be recorded beside it.",
        "Le pays a lui-même répondu à cette cellule, et sa réponse prime. Rien n’a été consigné. Veuillez la laisser telle quelle ; une seconde source peut être consignée à côté.",
        "El país respondió por sí mismo a esta celda, y su respuesta tiene prioridad. No se ha registrado nada. Déjela como está; puede registrarse una segunda fuente al lado.",
    ),
    "COMPILE_SEEN_BEFORE": MultilingualText(
        "The cell changed since you opened the page. Nothing was recorded. Please look at it as it is now, then decide.",
        "La cellule a changé depuis que vous avez ouvert la page. Rien n’a été consigné. Veuillez la regarder telle qu’elle est, puis décider.",
        "La celda ha cambiado desde que abrió la página. No se ha registrado nada. Mírela tal como está y después decida.",
    ),
    "COMPILE_VALUE_UNKNOWN": MultilingualText(
        "No source states that for this cell. Nothing was recorded. Please choose one of the values that are shown.",
        "Aucune source n’indique cela pour cette cellule. Rien n’a été consigné. Veuillez choisir l’une des valeurs affichées.",
        "Ninguna fuente indica eso para esta celda. No se ha registrado nada. Elija uno de los valores que se muestran.",
    ),
    "COMPILE_REASON": MultilingualText(
        "Choosing between sources needs a reason of at most {most} characters, which the country reads. Nothing was recorded. Please write why this one is used.",
        "Le choix entre des sources demande un motif de {most} caractères au plus, que le pays lira. Rien n’a été consigné. Veuillez écrire pourquoi celle-ci est retenue.",
        "Elegir entre fuentes requiere un motivo de {most} caracteres como máximo, que leerá el país. No se ha registrado nada. Escriba por qué se usa esta.",
    ),
    "COMPILE_SEARCH_WHAT": MultilingualText(
        "A search is about tables or items of the questionnaire; unknown here: {unknown}. Nothing was recorded. Please name at least one table or item, such as F2 or B.REC.",
        "Une recherche porte sur des tableaux ou des questions du questionnaire ; inconnu ici : {unknown}. Rien n’a été consigné. Veuillez indiquer au moins un tableau ou une question, par exemple F2 ou B.REC.",
        "Una búsqueda se refiere a cuadros o preguntas del cuestionario; desconocido aquí: {unknown}. No se ha registrado nada. Indique al menos un cuadro o una pregunta, por ejemplo F2 o B.REC.",
    ),
    "COMPILE_SEARCH_SCHEME": MultilingualText(
        "The submission has no scheme “{scheme}”. Nothing was recorded. Please choose a scheme of the list, the country, or all.",
        "La réponse nationale n’a pas de régime « {scheme} ». Rien n’a été consigné. Veuillez choisir un régime de la liste, le pays, ou tout.",
        "La respuesta nacional no tiene ningún régimen «{scheme}». No se ha registrado nada. Elija un régimen de la lista, el país o todo.",
    ),
    "COMPILE_SEARCH_WHERE": MultilingualText(
        "A search says where it was made (at most {most} characters) and what was looked for (at most {longest}). Nothing was recorded. Please fill in both.",
        "Une recherche indique où elle a été faite ({most} caractères au plus) et ce qui était cherché ({longest} au plus). Rien n’a été consigné. Veuillez remplir les deux.",
        "Una búsqueda indica dónde se hizo ({most} caracteres como máximo) y qué se buscaba ({longest} como máximo). No se ha registrado nada. Rellene ambos.",
    ),
    "COMPILE_SEARCH_RESULT": MultilingualText(
        "“{result}” is not the result of a search: {known}. Nothing was recorded. Please choose one of them.",
        "« {result} » n’est pas le résultat d’une recherche : {known}. Rien n’a été consigné. Veuillez en choisir un.",
        "«{result}» no es el resultado de una búsqueda: {known}. No se ha registrado nada. Elija uno de ellos.",
    ),
    "COMPILE_UNSOURCED": MultilingualText(
        "Compiled values without a source or without its file: {count}. Please give each its source, and attach the file of each source.",
        "Valeurs compilées sans source ou sans son fichier : {count}. Veuillez indiquer la source de chacune et joindre le fichier de chaque source.",
        "Valores compilados sin fuente o sin su archivo: {count}. Indique la fuente de cada uno y adjunte el archivo de cada fuente.",
    ),
    "COMPILE_DIFFERENCES": MultilingualText(
        "Cells whose sources differ and for which nobody said why one is used: {count}. Please choose the source of each and write why.",
        "Cellules dont les sources diffèrent sans qu’il soit dit pourquoi l’une est retenue : {count}. Veuillez choisir la source de chacune et écrire pourquoi.",
        "Celdas cuyas fuentes difieren sin que se diga por qué se usa una: {count}. Elija la fuente de cada una y escriba por qué.",
    ),
    "COMPILE_UNSEARCHED": MultilingualText(
        "Required cells without a value for which no search is recorded: {count}. Please either enter a value or record where it was searched and not found.",
        "Cellules obligatoires sans valeur pour lesquelles aucune recherche n’est consignée : {count}. Veuillez soit saisir une valeur, soit consigner où elle a été cherchée sans être trouvée.",
        "Celdas obligatorias sin valor para las que no consta ninguna búsqueda: {count}. Introduzca un valor o registre dónde se buscó sin encontrarlo.",
    ),
    "COMPILE_COMMAND": MultilingualText(
        "There is nothing to do. Please either name a file and the desk officer (--by EMAIL), or ask for an empty file with --template.",
        "Il n’y a rien à faire. Veuillez soit indiquer un fichier et le responsable de dossier (--by EMAIL), soit demander un fichier vide avec --template.",
        "No hay nada que hacer. Indique un archivo y la persona responsable de expediente (--by EMAIL), o pida un archivo vacío con --template.",
    ),
    "COMPILE_FILE_COLUMNS": MultilingualText(
        "The file has no column {missing}. Nothing was recorded. Please begin with the file that --template writes, and keep its first line.",
        "Le fichier n’a pas de colonne {missing}. Rien n’a été consigné. Veuillez partir du fichier que --template écrit, et en garder la première ligne.",
        "El archivo no tiene la columna {missing}. No se ha registrado nada. Parta del archivo que escribe --template y conserve su primera línea.",
    ),
    "COMPILE_FILE_UNREADABLE": MultilingualText(
        "The file cannot be read as CSV in UTF-8. Nothing was recorded. Please check the path, and save it as “CSV UTF-8”.",
        "Le fichier ne peut pas être lu comme CSV en UTF-8. Rien n’a été consigné. Veuillez vérifier le chemin et l’enregistrer en « CSV UTF-8 ».",
        "El archivo no puede leerse como CSV en UTF-8. No se ha registrado nada. Compruebe la ruta y guárdelo como «CSV UTF-8».",
    ),
    "COMPILE_FILE_ROW": MultilingualText(
        "The row has neither a value with its source nor the result of a search. Nothing was recorded. Please fill in one of the two, or delete the row.",
        "La ligne n’a ni valeur avec sa source, ni résultat d’une recherche. Rien n’a été consigné. Veuillez remplir l’un des deux, ou supprimer la ligne.",
        "La fila no tiene ni un valor con su fuente ni el resultado de una búsqueda. No se ha registrado nada. Rellene una de las dos cosas o elimine la fila.",
    ),
    "COMPILE_FILE_USE": MultilingualText(
        "“{use}” does not say whether the source is used. Nothing was recorded. Please write yes or no, or leave it empty.",
        "« {use} » ne dit pas si la source est retenue. Rien n’a été consigné. Veuillez écrire yes ou no, ou laisser vide.",
        "«{use}» no dice si se usa la fuente. No se ha registrado nada. Escriba yes o no, o déjelo vacío.",
    ),
    "COMPILE_FILE_GONE": MultilingualText(
        "There is no file {path} that can be read. Nothing was recorded. Please give its path from the folder of the list.",
        "Il n’y a pas de fichier {path} qui puisse être lu. Rien n’a été consigné. Veuillez indiquer son chemin à partir du dossier de la liste.",
        "No hay ningún archivo {path} que pueda leerse. No se ha registrado nada. Indique su ruta desde la carpeta de la lista.",
    ),
}
