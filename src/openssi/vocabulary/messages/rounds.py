"""Messages of the questionnaire that is answered online."""

from openssi.vocabulary.text import MultilingualText

ROUNDS: dict[str, MultilingualText] = {
    "ROUND_CELL_UNKNOWN": MultilingualText(
        "This questionnaire has no cell {cell}. Please open the page again: the form or the list of schemes may have changed since it was opened.",
        "Ce questionnaire n’a pas de cellule {cell}. Veuillez rouvrir la page : le formulaire ou la liste des régimes a peut-être changé depuis son ouverture.",
        "Este cuestionario no tiene ninguna celda {cell}. Vuelva a abrir la página: puede que el formulario o la lista de regímenes haya cambiado desde que se abrió.",
    ),
    "ROUND_CELL_NOT_TYPED": MultilingualText(
        "The form itself fills this cell ({cell}), so nothing can be entered in it. Please enter the answers that it is made of.",
        "Le formulaire remplit lui-même cette cellule ({cell}) : rien ne peut y être saisi. Veuillez saisir les réponses dont elle se compose.",
        "El propio formulario rellena esta celda ({cell}), por lo que no se puede escribir nada en ella. Escriba las respuestas de las que se compone.",
    ),
    "ROUND_CELL_OF_OTHERS": MultilingualText(
        "You can read this cell, and others answer it. Please ask the national coordinator either to enter the answer or to assign the scheme to you.",
        "Vous pouvez lire cette cellule, mais d’autres y répondent. Veuillez demander au coordonnateur national soit de saisir la réponse, soit de vous attribuer le régime.",
        "Puede leer esta celda, pero la responden otras personas. Pida al coordinador nacional que escriba la respuesta o que le asigne el régimen.",
    ),
    "ROUND_NOT_OPEN": MultilingualText(
        "The submission is in the state {state}, in which answers are not entered. Nothing was saved. Please ask the national coordinator to take it back if an answer has to change.",
        "La réponse nationale est à l’état {state}, dans lequel aucune saisie n’est possible. Rien n’a été enregistré. Veuillez demander au coordonnateur national de la reprendre si une réponse doit changer.",
        "La respuesta nacional está en el estado {state}, en el que no se introducen datos. No se ha guardado nada. Pida al coordinador nacional que la recupere si hay que cambiar una respuesta.",
    ),
    "ROUND_ACTION_OF_OTHERS": MultilingualText(
        "Your roles in this country do not include this step; it is taken by: {may}. Please ask one of them.",
        "Vos rôles dans ce pays ne comprennent pas cette étape ; elle revient à : {may}. Veuillez vous adresser à l’une de ces personnes.",
        "Sus funciones en este país no incluyen este paso; corresponde a: {may}. Diríjase a una de estas personas.",
    ),
    "ROUND_KEY_REUSED": MultilingualText(
        "The key of this request, {key}, was used before for another one. Nothing was saved. Please reload the page and enter the answer again.",
        "La clé de cette demande, {key}, a déjà servi pour une autre. Rien n’a été enregistré. Veuillez recharger la page et saisir de nouveau la réponse.",
        "La clave de esta solicitud, {key}, ya se usó para otra. No se ha guardado nada. Vuelva a cargar la página y escriba de nuevo la respuesta.",
    ),
    "ROUND_KEY_UNFIT": MultilingualText(
        "The key of a request has 1 to 100 letters, digits and hyphens, and “{key}” has not. Nothing was saved. Please reload the page and enter the answer again.",
        "La clé d’une demande compte de 1 à 100 lettres, chiffres et traits d’union, ce qui n’est pas le cas de « {key} ». Rien n’a été enregistré. Veuillez recharger la page et saisir de nouveau la réponse.",
        "La clave de una solicitud tiene de 1 a 100 letras, cifras y guiones, y «{key}» no. No se ha guardado nada. Vuelva a cargar la página y escriba de nuevo la respuesta.",
    ),
    "ROUND_VERSION_UNKNOWN": MultilingualText(
        "The answer is said to replace version {based_on} of this cell, and the last one is {version}. Nothing was saved. Please reload the page and enter the answer again.",
        "La réponse est censée remplacer la version {based_on} de cette cellule, or la dernière est la {version}. Rien n’a été enregistré. Veuillez recharger la page et saisir de nouveau la réponse.",
        "La respuesta dice sustituir la versión {based_on} de esta celda, y la última es la {version}. No se ha guardado nada. Vuelva a cargar la página y escriba de nuevo la respuesta.",
    ),
    "ROUND_BLOCK_TOO_LARGE": MultilingualText(
        "{count} cells were pasted at once, and at most {most} are taken. Nothing was saved. Please either paste fewer cells at a time, or fill in the workbook and upload it.",
        "{count} cellules ont été collées à la fois, et {most} au plus sont acceptées. Rien n’a été enregistré. Veuillez soit coller moins de cellules à la fois, soit remplir le classeur et le téléverser.",
        "Se pegaron {count} celdas a la vez y se aceptan {most} como máximo. No se ha guardado nada. Pegue menos celdas cada vez o rellene el libro y súbalo.",
    ),
    "ROUND_CELL_TWICE": MultilingualText(
        "Two answers were sent for this cell at once, and it holds one. Nothing was saved. Please leave one of the two out.",
        "Deux réponses ont été envoyées à la fois pour cette cellule, qui n’en contient qu’une. Rien n’a été enregistré. Veuillez supprimer l’une des deux.",
        "Se enviaron a la vez dos respuestas para esta celda, que solo contiene una. No se ha guardado nada. Suprima una de las dos.",
    ),
    "ROUND_NOT_A_NUMBER": MultilingualText(
        "“{value}” stands where a number is asked for. Please either type digits alone, with a point or a comma before the decimals, or leave the cell empty and choose a status that says why there is no figure.",
        "« {value} » figure là où un nombre est demandé. Veuillez soit saisir uniquement des chiffres, avec un point ou une virgule avant les décimales, soit laisser la cellule vide et choisir un statut qui dit pourquoi le chiffre manque.",
        "Se encontró «{value}» donde se pide un número. Escriba solo cifras, con punto o coma antes de los decimales, o deje la celda vacía y elija un estado que indique por qué falta la cifra.",
    ),
    "ROUND_NUMBER_AMBIGUOUS": MultilingualText(
        "“{value}” can mean {first} or {second}. Which one is it? Please type either {first}, or {second}0 with a zero more.",
        "« {value} » peut signifier {first} ou {second}. Lequel des deux ? Veuillez saisir soit {first}, soit {second}0 avec un zéro de plus.",
        "«{value}» puede significar {first} o {second}. ¿Cuál de los dos? Escriba {first}, o bien {second}0 con un cero más.",
    ),
    "ROUND_NUMBER_TOO_LARGE": MultilingualText(
        "The number {value} is larger than anything the inquiry can hold. Please either correct it, or report in thousands, millions or billions (table A2).",
        "Le nombre {value} dépasse ce que l’enquête peut contenir. Veuillez soit le corriger, soit déclarer en milliers, millions ou milliards (tableau A2).",
        "El número {value} supera lo que la encuesta puede contener. Corríjalo o declare en miles, millones o miles de millones (cuadro A2).",
    ),
    "ROUND_TOO_MANY_DECIMALS": MultilingualText(
        "{value} has more than {most} decimals, and no more are kept. Please round it.",
        "{value} compte plus de {most} décimales, et seules {most} sont conservées. Veuillez l’arrondir.",
        "{value} tiene más de {most} decimales y no se conservan más. Redondéelo.",
    ),
    "ROUND_NOT_WHOLE": MultilingualText(
        "{value} is not a whole number, and this question asks for one. Please type a number without decimals.",
        "{value} n’est pas un nombre entier, alors que la question en demande un. Veuillez saisir un nombre sans décimales.",
        "{value} no es un número entero y la pregunta pide uno. Escriba un número sin decimales.",
    ),
    "ROUND_MULTIPLIER_UNKNOWN": MultilingualText(
        "{value} is no power of ten that the inquiry knows, and every figure would be read at a wrong size. Please choose one of: {allowed}.",
        "{value} n’est pas une puissance de dix admise, et tous les chiffres seraient lus à une mauvaise échelle. Veuillez choisir parmi : {allowed}.",
        "{value} no es una potencia de diez admitida y todas las cifras se leerían con una escala equivocada. Elija una de estas: {allowed}.",
    ),
    "ROUND_CODE_UNKNOWN": MultilingualText(
        "“{value}” is not in the list {codelist}. The nearest is “{nearest}”. Please choose a code of the list.",
        "« {value} » ne figure pas dans la liste {codelist}. Le plus proche est « {nearest} ». Veuillez choisir un code de la liste.",
        "«{value}» no está en la lista {codelist}. El más parecido es «{nearest}». Elija un código de la lista.",
    ),
    "ROUND_CURRENCY_UNKNOWN": MultilingualText(
        "“{value}” is not the code of a currency. Please type its three letters (ISO 4217), such as XAF or USD.",
        "« {value} » n’est pas le code d’une monnaie. Veuillez saisir ses trois lettres (ISO 4217), par exemple XAF ou USD.",
        "«{value}» no es el código de una moneda. Escriba sus tres letras (ISO 4217), por ejemplo XAF o USD.",
    ),
    "ROUND_NOT_A_DATE": MultilingualText(
        "“{value}” is not a date that can be read without doubt. Please type it as {pattern}.",
        "« {value} » n’est pas une date lisible sans équivoque. Veuillez la saisir sous la forme {pattern}.",
        "«{value}» no es una fecha que se pueda leer sin duda. Escríbala como {pattern}.",
    ),
    "ROUND_TEXT_TOO_LONG": MultilingualText(
        "The text has {length} characters; at most {longest} are kept. Please either shorten it or attach it as a file of its own.",
        "Le texte compte {length} caractères ; {longest} au plus sont conservés. Veuillez soit le raccourcir, soit le joindre dans un fichier à part.",
        "El texto tiene {length} caracteres; se conservan como máximo {longest}. Acórtelo o adjúntelo en un archivo aparte.",
    ),
    "ROUND_STATUS_WITHOUT_VALUE": MultilingualText(
        "The cell is empty, and the status {status} does not say why. Please either enter the answer, or choose one of: {missing}.",
        "La cellule est vide, et le statut {status} ne dit pas pourquoi. Veuillez soit saisir la réponse, soit choisir l’un de ces statuts : {missing}.",
        "La celda está vacía y el estado {status} no indica por qué. Escriba la respuesta o elija uno de estos: {missing}.",
    ),
    "ROUND_STATUS_OF_COMPILER": MultilingualText(
        "The status {status} is not chosen by those who answer. Please choose another one: E for your own estimate, or a status that says why the figure is missing.",
        "Le statut {status} n’est pas choisi par ceux qui répondent. Veuillez en choisir un autre : E pour votre propre estimation, ou un statut qui dit pourquoi le chiffre manque.",
        "El estado {status} no lo elige quien responde. Elija otro: E para su propia estimación, o un estado que indique por qué falta la cifra.",
    ),
    "ROUND_NOTE_ALONE": MultilingualText(
        "There is a source or a note but neither an answer nor a status. Nothing was saved. Please either enter the answer, or choose a status that says why there is none.",
        "Il y a une source ou une note, mais ni réponse ni statut. Rien n’a été enregistré. Veuillez soit saisir la réponse, soit choisir un statut qui dit pourquoi elle manque.",
        "Hay una fuente o una nota, pero ni respuesta ni estado. No se ha guardado nada. Escriba la respuesta o elija un estado que indique por qué falta.",
    ),
    "ROUND_FINDING_UNKNOWN": MultilingualText(
        "The answers as they are now have no finding {finding} that asks for an explanation. Please open the list of findings again; one that blocks is answered by a correction.",
        "Les réponses actuelles n’ont pas de constat {finding} qui demande une explication. Veuillez rouvrir la liste des constats ; à un constat bloquant on répond par une correction.",
        "Las respuestas actuales no tienen ninguna observación {finding} que pida una explicación. Vuelva a abrir la lista de observaciones; a una que bloquea se responde con una corrección.",
    ),
    "ROUND_EXPLANATION_EMPTY": MultilingualText(
        "An explanation needs words, and there are none. Please write a sentence that a reader of the figure understands.",
        "Une explication demande des mots, et il n’y en a pas. Veuillez écrire une phrase que comprenne le lecteur du chiffre.",
        "Una explicación necesita palabras y no hay ninguna. Escriba una frase que entienda quien lea la cifra.",
    ),
    "ROUND_WORKBOOK_OTHER": MultilingualText(
        "The workbook is of {found}, and this is the submission {expected}. Nothing was imported. Please upload it to the submission that it belongs to.",
        "Le classeur concerne {found}, et la réponse nationale ouverte est {expected}. Rien n’a été importé. Veuillez le téléverser dans la réponse à laquelle il appartient.",
        "El libro es de {found} y esta es la respuesta {expected}. No se ha importado nada. Súbalo a la respuesta a la que pertenece.",
    ),
    "ROUND_WORKBOOK_BASE_UNKNOWN": MultilingualText(
        "The workbook was not written from this submission, or from a version of it that is not known (“{base}”). Nothing was imported. Please download the workbook again and copy your answers into it.",
        "Le classeur n’a pas été établi à partir de cette réponse nationale, ou l’a été à partir d’une version inconnue (« {base} »). Rien n’a été importé. Veuillez télécharger de nouveau le classeur et y reporter vos réponses.",
        "El libro no se creó a partir de esta respuesta, o se creó a partir de una versión desconocida («{base}»). No se ha importado nada. Descargue de nuevo el libro y copie en él sus respuestas.",
    ),
    "ROUND_EXISTS": MultilingualText(
        "The submission {draft} is open already. Please go on with it.",
        "La réponse nationale {draft} est déjà ouverte. Veuillez la poursuivre.",
        "La respuesta {draft} ya está abierta. Continúe con ella.",
    ),
}
