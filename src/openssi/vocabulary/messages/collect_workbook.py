"""Messages of the room `collect` about the Excel questionnaire."""

from openssi.vocabulary.text import MultilingualText

WORKBOOK_MESSAGES: dict[str, MultilingualText] = {
    "WORKBOOK_FILE_MISSING": MultilingualText(
        "This file is not there or may not be opened. Please either correct its name, or close it in the other program that holds it.",
        "Ce fichier est introuvable ou ne peut pas être ouvert. Veuillez soit corriger son nom, soit le fermer dans l’autre programme qui l’utilise.",
        "Este archivo no existe o no se puede abrir. Corrija su nombre o ciérrelo en el otro programa que lo está usando.",
    ),
    "WORKBOOK_NOT_EXCEL": MultilingualText(
        "This is not an Excel workbook of the type .xlsx: it may be of another type (.xls, .ods, .csv), protected by a password, or damaged. Please open it, remove any password, and save it as “Excel workbook (.xlsx)”.",
        "Ce fichier n’est pas un classeur Excel de type .xlsx : il est peut-être d’un autre type (.xls, .ods, .csv), protégé par un mot de passe ou endommagé. Veuillez l’ouvrir, retirer le mot de passe éventuel et l’enregistrer comme « classeur Excel (.xlsx) ».",
        "Este archivo no es un libro de Excel de tipo .xlsx: puede ser de otro tipo (.xls, .ods, .csv), estar protegido con contraseña o dañado. Ábralo, quite la contraseña si la tiene y guárdelo como «libro de Excel (.xlsx)».",
    ),
    "WORKBOOK_NOT_OURS": MultilingualText(
        "This workbook is not a questionnaire written by OpenSSI: its hidden sheet “_meta” is missing or has been changed. Please copy the answers into the questionnaire that “openssi workbook” writes for your country.",
        "Ce classeur n’est pas un questionnaire produit par OpenSSI : sa feuille masquée « _meta » manque ou a été modifiée. Veuillez recopier les réponses dans le questionnaire que « openssi workbook » produit pour votre pays.",
        "Este libro no es un cuestionario generado por OpenSSI: su hoja oculta «_meta» falta o ha sido modificada. Copie las respuestas en el cuestionario que «openssi workbook» genera para su país.",
    ),
    "WORKBOOK_TOO_LARGE": MultilingualText(
        "The sheet reaches to row {rows} and column {columns}, far beyond a questionnaire, and reading it could exhaust the memory. Please delete the rows and columns outside the form (a single far-off cell is enough to cause this), and save again.",
        "La feuille s’étend jusqu’à la ligne {rows} et la colonne {columns}, bien au-delà d’un questionnaire, et sa lecture pourrait épuiser la mémoire. Veuillez supprimer les lignes et colonnes situées hors du formulaire (une seule cellule éloignée suffit), puis enregistrer de nouveau.",
        "La hoja llega hasta la fila {rows} y la columna {columns}, mucho más allá de un cuestionario, y leerla podría agotar la memoria. Elimine las filas y columnas fuera del formulario (basta una sola celda lejana) y guarde de nuevo.",
    ),
    "WORKBOOK_TOO_HEAVY": MultilingualText(
        "The file unpacks to more than {megabytes} MB, and a questionnaire needs far less. Please either remove pictures and sheets of your own, or copy the answers into a fresh questionnaire.",
        "Une fois décompressé, le fichier dépasse {megabytes} Mo, alors qu’un questionnaire en occupe bien moins. Veuillez soit retirer vos propres images et feuilles, soit recopier les réponses dans un questionnaire vierge.",
        "Descomprimido, el archivo supera {megabytes} MB y un cuestionario ocupa mucho menos. Quite las imágenes y hojas propias o copie las respuestas en un cuestionario nuevo.",
    ),
    "WORKBOOK_OTHER_COUNTRY": MultilingualText(
        "This is the questionnaire of {found}, and that of {expected} is expected. Please either choose the other file, or read it under its own country.",
        "Ceci est le questionnaire de {found}, or celui de {expected} est attendu. Veuillez soit choisir l’autre fichier, soit le lire sous son propre pays.",
        "Este es el cuestionario de {found} y se espera el de {expected}. Elija el otro archivo o léalo bajo su propio país.",
    ),
    "WORKBOOK_OTHER_ROUND": MultilingualText(
        "This questionnaire is for the reference year {found}, and {expected} is expected. Please either choose the file of that round, or read it under its own year.",
        "Ce questionnaire porte sur l’année de référence {found}, or {expected} est attendue. Veuillez soit choisir le fichier de ce cycle, soit le lire sous sa propre année.",
        "Este cuestionario es del año de referencia {found} y se espera {expected}. Elija el archivo de esa ronda o léalo bajo su propio año.",
    ),
    "WORKBOOK_SHEET_MISSING": MultilingualText(
        "The sheet “{sheet}” of the questionnaire is missing. Please either put it back from the original file, or start from a fresh questionnaire. To say that a scheme does not exist, leave its cells empty.",
        "La feuille « {sheet} » du questionnaire manque. Veuillez soit la remettre à partir du fichier d’origine, soit repartir d’un questionnaire vierge. Pour indiquer qu’un régime n’existe pas, laissez ses cellules vides.",
        "Falta la hoja «{sheet}» del cuestionario. Recupérela del archivo original o empiece con un cuestionario nuevo. Para indicar que un régimen no existe, deje sus celdas vacías.",
    ),
    "WORKBOOK_SHEET_RENAMED": MultilingualText(
        "This sheet was {expected} when the workbook was made; it was read under its new name. Please keep the names if you can.",
        "Cette feuille s’appelait {expected} à la création du classeur ; elle a été lue sous son nouveau nom. Veuillez garder les noms si possible.",
        "Esta hoja se llamaba {expected} cuando se hizo el libro; se leyó con su nuevo nombre. Conserve los nombres si puede.",
    ),
    "WORKBOOK_COLUMN_MISSING": MultilingualText(
        "A column of this sheet is missing: its mark “{mark}” is no longer in the hidden first row. Please either put the column back from the original file, or copy the answers into a fresh questionnaire.",
        "Une colonne de cette feuille manque : son repère « {mark} » a disparu de la première ligne masquée. Veuillez soit remettre la colonne à partir du fichier d’origine, soit recopier les réponses dans un questionnaire vierge.",
        "Falta una columna de esta hoja: su marca «{mark}» ya no está en la primera fila oculta. Recupere la columna del archivo original o copie las respuestas en un cuestionario nuevo.",
    ),
    "WORKBOOK_KEY_UNKNOWN": MultilingualText(
        "The hidden key “{key}” of this row is none of this questionnaire: it may come from another file. Please either delete the row, or type its answer into the row of this questionnaire that asks for it.",
        "La clé masquée « {key} » de cette ligne n’appartient pas à ce questionnaire : elle vient peut-être d’un autre fichier. Veuillez soit supprimer la ligne, soit saisir la réponse dans la ligne de ce questionnaire qui la demande.",
        "La clave oculta «{key}» de esta fila no pertenece a este cuestionario: puede proceder de otro archivo. Elimine la fila o escriba la respuesta en la fila de este cuestionario que la solicita.",
    ),
    "WORKBOOK_KEY_TWICE": MultilingualText(
        "This row answers the same question as {other}, with another answer. Please keep one of the two and delete the other row.",
        "Cette ligne répond à la même question que {other}, avec une autre réponse. Veuillez garder l’une des deux et supprimer l’autre ligne.",
        "Esta fila responde a la misma pregunta que {other}, con otra respuesta. Conserve una de las dos y elimine la otra fila.",
    ),
    "WORKBOOK_NOT_A_NUMBER": MultilingualText(
        "“{value}” stands where a number is asked for. Please either type the number alone, without unit or sign of thousands, or leave the cell empty and choose a status that says why there is no figure.",
        "« {value} » figure là où un nombre est demandé. Veuillez soit saisir le nombre seul, sans unité ni séparateur de milliers, soit laisser la cellule vide et choisir un statut qui dit pourquoi le chiffre manque.",
        "Se encontró «{value}» donde se pide un número. Escriba solo el número, sin unidad ni separador de miles, o deje la celda vacía y elija un estado que indique por qué falta la cifra.",
    ),
    "WORKBOOK_NUMBER_AMBIGUOUS": MultilingualText(
        "“{value}” can mean {first} or {second}. Which one is it? Please type {first} or {second} as a number, without a sign of thousands.",
        "« {value} » peut signifier {first} ou {second}. Lequel des deux ? Veuillez saisir {first} ou {second} comme nombre, sans séparateur de milliers.",
        "«{value}» puede significar {first} o {second}. ¿Cuál de los dos? Escriba {first} o {second} como número, sin separador de miles.",
    ),
    "WORKBOOK_DATE_IN_NUMBER": MultilingualText(
        "Excel has turned what was typed here into the date {value}, and a number is asked for. Please set the format of the cell to “Number” and type the number again.",
        "Excel a transformé la saisie en date ({value}), or un nombre est demandé. Veuillez donner à la cellule le format « Nombre » et saisir de nouveau le nombre.",
        "Excel ha convertido lo escrito en la fecha {value} y se pide un número. Dé a la celda el formato «Número» y vuelva a escribir el número.",
    ),
    "WORKBOOK_NUMBER_TOO_LARGE": MultilingualText(
        "The number {value} is larger than anything the inquiry can hold. Please either correct it, or report in thousands, millions or billions (sheet A_Country).",
        "Le nombre {value} dépasse ce que l’enquête peut contenir. Veuillez soit le corriger, soit déclarer en milliers, millions ou milliards (feuille A_Country).",
        "El número {value} supera lo que la encuesta puede contener. Corríjalo o declare en miles, millones o miles de millones (hoja A_Country).",
    ),
    "WORKBOOK_NOT_WHOLE": MultilingualText(
        "{value} is not a whole number, and this question asks for one. Please type a number without decimals.",
        "{value} n’est pas un nombre entier, alors que la question en demande un. Veuillez saisir un nombre sans décimales.",
        "{value} no es un número entero y la pregunta pide uno. Escriba un número sin decimales.",
    ),
    "WORKBOOK_MULTIPLIER_UNKNOWN": MultilingualText(
        "{value} is no power of ten that the inquiry knows, and every figure would be read at a wrong size. Please choose one of: {allowed}.",
        "{value} n’est pas une puissance de dix admise, et tous les chiffres seraient lus à une mauvaise échelle. Veuillez choisir parmi : {allowed}.",
        "{value} no es una potencia de diez admitida y todas las cifras se leerían con una escala equivocada. Elija una de estas: {allowed}.",
    ),
    "WORKBOOK_CODE_UNKNOWN": MultilingualText(
        "“{value}” is not in the list {codelist}. The nearest is “{nearest}”. Please choose a code from the list of the cell (all are on the sheet “Codes”).",
        "« {value} » ne figure pas dans la liste {codelist}. Le plus proche est « {nearest} ». Veuillez choisir un code dans la liste de la cellule (tous figurent sur la feuille « Codes »).",
        "«{value}» no está en la lista {codelist}. El más parecido es «{nearest}». Elija un código de la lista de la celda (todos figuran en la hoja «Codes»).",
    ),
    "WORKBOOK_NOT_A_DATE": MultilingualText(
        "“{value}” is not a date that can be read without doubt. Please type it as {pattern}.",
        "« {value} » n’est pas une date lisible sans équivoque. Veuillez la saisir sous la forme {pattern}.",
        "«{value}» no es una fecha que se pueda leer sin duda. Escríbala como {pattern}.",
    ),
    "WORKBOOK_ID_CHANGED": MultilingualText(
        "The permanent identifier {expected} was replaced by “{value}”. An identifier never changes, because it links the years. Please type {expected} again; a new scheme or benefit gets a block of its own.",
        "L’identifiant permanent {expected} a été remplacé par « {value} ». Un identifiant ne change jamais, car il relie les années. Veuillez saisir de nouveau {expected} ; un nouveau régime ou une nouvelle prestation reçoit son propre bloc.",
        "El identificador permanente {expected} fue sustituido por «{value}». Un identificador nunca cambia, porque enlaza los años. Escriba de nuevo {expected}; un régimen o una prestación nuevos tienen su propio bloque.",
    ),
    "WORKBOOK_CELL_ERROR": MultilingualText(
        "The cell shows the Excel error {value}. Please correct its formula, or type the answer itself.",
        "La cellule affiche l’erreur Excel {value}. Veuillez corriger sa formule ou saisir la réponse elle-même.",
        "La celda muestra el error de Excel {value}. Corrija su fórmula o escriba la propia respuesta.",
    ),
    "WORKBOOK_FORMULA_WITHOUT_RESULT": MultilingualText(
        "The cell holds a formula without a result, perhaps because the program that saved the file does not calculate. Please either type the answer itself, or open the file in Excel or LibreOffice and save it again.",
        "La cellule contient une formule sans résultat, peut-être parce que le programme qui a enregistré le fichier ne calcule pas. Veuillez soit saisir la réponse elle-même, soit ouvrir le fichier dans Excel ou LibreOffice et l’enregistrer de nouveau.",
        "La celda contiene una fórmula sin resultado, quizá porque el programa que guardó el archivo no calcula. Escriba la propia respuesta o abra el archivo en Excel o LibreOffice y guárdelo de nuevo.",
    ),
    "WORKBOOK_ANSWER_WITHOUT_ROW": MultilingualText(
        "The answer {observation} has no row in this questionnaire, and would be lost. Please either add its item to the form or its scheme and benefit to the inventory, or leave the answer out.",
        "La réponse {observation} n’a pas de ligne dans ce questionnaire et serait perdue. Veuillez soit ajouter sa question au formulaire ou son régime et sa prestation à l’inventaire, soit omettre la réponse.",
        "La respuesta {observation} no tiene fila en este cuestionario y se perdería. Añada su pregunta al formulario o su régimen y prestación al inventario, u omita la respuesta.",
    ),
    "WORKBOOK_SHEET_IGNORED": MultilingualText(
        "This sheet was added to the questionnaire and is not read. Please move into the form whatever belongs there.",
        "Cette feuille a été ajoutée au questionnaire et n’est pas lue. Veuillez reporter dans le formulaire ce qui en relève.",
        "Esta hoja se añadió al cuestionario y no se lee. Traslade al formulario lo que corresponda.",
    ),
    "WORKBOOK_ROW_IGNORED": MultilingualText(
        "“{value}” stands in a row that asks for nothing and is not read. Please move it to the row or to the note it belongs to.",
        "« {value} » figure dans une ligne qui ne demande rien et n’est pas lu. Veuillez le reporter dans la ligne ou la note dont il relève.",
        "«{value}» está en una fila que no pide nada y no se lee. Trasládelo a la fila o a la nota que corresponda.",
    ),
    "WORKBOOK_ROW_REPEATED": MultilingualText(
        "This row repeats {other} with the same answer and is not read a second time. Please delete one of the two.",
        "Cette ligne répète {other} avec la même réponse et n’est pas lue une seconde fois. Veuillez supprimer l’une des deux.",
        "Esta fila repite {other} con la misma respuesta y no se lee por segunda vez. Elimine una de las dos.",
    ),
    "WORKBOOK_ROW_MISSING": MultilingualText(
        "The row of this question was deleted from the sheet; it counts as not answered. Please put it back from the original file if there is an answer.",
        "La ligne de cette question a été supprimée de la feuille ; elle compte comme non répondue. Veuillez la remettre à partir du fichier d’origine s’il y a une réponse.",
        "La fila de esta pregunta se eliminó de la hoja; cuenta como no respondida. Recupérela del archivo original si hay una respuesta.",
    ),
    "WORKBOOK_NOTE_ALONE": MultilingualText(
        "There is a source or a note but neither a value nor a status, so the row is not read. Please either type the value, or choose a status that says why there is none.",
        "Il y a une source ou une note, mais ni valeur ni statut : la ligne n’est pas lue. Veuillez soit saisir la valeur, soit choisir un statut qui dit pourquoi elle manque.",
        "Hay una fuente o una nota, pero ni valor ni estado, por lo que la fila no se lee. Escriba el valor o elija un estado que indique por qué falta.",
    ),
    "WORKBOOK_ITEM_ENDED": MultilingualText(
        "The question {item} of the earlier questionnaire is not asked any more: {reason} Its answer is not read.",
        "La question {item} de l’ancien questionnaire n’est plus posée : {reason} Sa réponse n’est pas lue.",
        "La pregunta {item} del cuestionario anterior ya no se hace: {reason} Su respuesta no se lee.",
    ),
    "WORKBOOK_CODE_ENDED": MultilingualText(
        "The code {code} of the earlier question {item} has no counterpart in {successor}. Please choose one of its codes, in a workbook of this version or in this cell.",
        "Le code {code} de l’ancienne question {item} n’a pas d’équivalent dans {successor}. Veuillez choisir un de ses codes, dans un classeur de cette version ou dans cette cellule.",
        "El código {code} de la pregunta anterior {item} no tiene equivalente en {successor}. Elija uno de sus códigos, en un libro de esta versión o en esta celda.",
    ),
    "WORKBOOK_COUNTRY_CODE": MultilingualText(
        "“{value}” is not the code of a country. Please type its three letters (ISO 3166-1) in the column of questions, or clear the row.",
        "« {value} » n’est pas le code d’un pays. Veuillez saisir ses trois lettres (ISO 3166-1) dans la colonne des questions, ou vider la ligne.",
        "«{value}» no es el código de un país. Escriba sus tres letras (ISO 3166-1) en la columna de preguntas o vacíe la fila.",
    ),
    "WORKBOOK_EXPLANATION_ALONE": MultilingualText(
        "The explanation of {item} is given again, but the cell itself has no answer this year; it is not read. Please answer the cell if the explanation is to stay with it.",
        "L’explication de {item} est donnée de nouveau, mais la cellule elle-même n’a pas de réponse cette année ; elle n’est pas lue. Veuillez répondre à la cellule si l’explication doit y rester attachée.",
        "La explicación de {item} se da de nuevo, pero la propia celda no tiene respuesta este año; no se lee. Responda a la celda si la explicación debe acompañarla.",
    ),
    "WORKBOOK_OLD_OR_LOCKED": MultilingualText(
        "The file is an old .xls workbook or locked with a password. Please open it in Excel or LibreOffice, remove the password if there is one, and save it as .xlsx.",
        "Le fichier est un ancien classeur .xls ou est protégé par un mot de passe. Veuillez l’ouvrir dans Excel ou LibreOffice, retirer le mot de passe s’il y en a un et l’enregistrer en .xlsx.",
        "El archivo es un libro .xls antiguo o está protegido con contraseña. Ábralo en Excel o LibreOffice, quite la contraseña si la hay y guárdelo como .xlsx.",
    ),
    "WORKBOOK_OPEN_DOCUMENT": MultilingualText(
        "The file is an OpenDocument workbook (.ods). Please save it as Excel 2007–365 (.xlsx).",
        "Le fichier est un classeur OpenDocument (.ods). Veuillez l’enregistrer au format Excel 2007–365 (.xlsx).",
        "El archivo es un libro OpenDocument (.ods). Guárdelo como Excel 2007–365 (.xlsx).",
    ),
    "WORKBOOK_MACROS": MultilingualText(
        "The workbook holds macros, which a questionnaire never needs. Please save it as .xlsx without macros.",
        "Le classeur contient des macros, dont un questionnaire n’a jamais besoin. Veuillez l’enregistrer en .xlsx sans macros.",
        "El libro contiene macros, que un cuestionario nunca necesita. Guárdelo como .xlsx sin macros.",
    ),
    "WORKBOOK_UNSAFE": MultilingualText(
        "The part {part} of the workbook declares contents of its own, as no spreadsheet program does. Please open the workbook in Excel or LibreOffice and save it anew.",
        "La partie {part} du classeur déclare ses propres contenus, ce qu’aucun tableur ne fait. Veuillez ouvrir le classeur dans Excel ou LibreOffice et l’enregistrer de nouveau.",
        "La parte {part} del libro declara contenidos propios, como no hace ningún programa de hojas de cálculo. Abra el libro en Excel o LibreOffice y guárdelo de nuevo.",
    ),
    "WORKBOOK_PERSONS": MultilingualText(
        "This sheet looks like a register of persons: names, personal numbers or dates of birth, one row a person. Nothing was read. Please remove the sheet and send totals only.",
        "Cette feuille ressemble à un registre de personnes : noms, numéros personnels ou dates de naissance, une ligne par personne. Rien n’a été lu. Veuillez supprimer la feuille et n’envoyer que des totaux.",
        "Esta hoja parece un registro de personas: nombres, números personales o fechas de nacimiento, una fila por persona. No se leyó nada. Elimine la hoja y envíe solo totales.",
    ),
    "WORKBOOK_TEXT_TOO_LONG": MultilingualText(
        "The text has {length} characters; at most {longest} are read. Please either shorten it or send it as a file of its own.",
        "Le texte compte {length} caractères ; {longest} au plus sont lus. Veuillez soit le raccourcir, soit l’envoyer dans un fichier à part.",
        "El texto tiene {length} caracteres; se leen como máximo {longest}. Acórtelo o envíelo en un archivo aparte.",
    ),
    "WORKBOOK_CURRENCY_CODE": MultilingualText(
        "“{value}” is not the code of a currency. Please type its three letters (ISO 4217), such as XAF or USD.",
        "« {value} » n’est pas le code d’une monnaie. Veuillez saisir ses trois lettres (ISO 4217), par exemple XAF ou USD.",
        "«{value}» no es el código de una moneda. Escriba sus tres letras (ISO 4217), por ejemplo XAF o USD.",
    ),
    "WORKBOOK_FORMULA_READ": MultilingualText(
        "The cell holds a formula; its result as it was last calculated, {value}, was read. Please either leave it so, or type the figure itself, above all where the formula takes it from another file.",
        "La cellule contient une formule ; son résultat lors du dernier calcul, {value}, a été lu. Veuillez soit la laisser ainsi, soit saisir le chiffre lui-même, surtout si la formule le tire d’un autre fichier.",
        "La celda contiene una fórmula; se leyó su resultado según el último cálculo, {value}. Déjela así o escriba la propia cifra, sobre todo si la fórmula la toma de otro archivo.",
    ),
    "WORKBOOK_CELLS_BESIDE": MultilingualText(
        "Cells beside the form are not read; in this column there are {count}, the first with “{value}”. Please move into the form whatever belongs there.",
        "Les cellules à côté du formulaire ne sont pas lues ; cette colonne en compte {count}, dont la première contient « {value} ». Veuillez reporter dans le formulaire ce qui en relève.",
        "Las celdas al lado del formulario no se leen; en esta columna hay {count}, la primera con «{value}». Traslade al formulario lo que corresponda.",
    ),
}
