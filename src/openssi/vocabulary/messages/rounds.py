"""Messages of the questionnaire that is answered online."""

from openssi.vocabulary.text import MultilingualText

ROUNDS: dict[str, MultilingualText] = {
    "SITE_BUSY": MultilingualText(
        "The database of the site is busy or out of reach ({cause}). Nothing was lost. Please try again in a moment; if it stays so, tell those who run the site.",
        "La base de données du site est occupée ou hors d’atteinte ({cause}). Rien n’est perdu. Veuillez réessayer dans un instant ; si cela dure, prévenez les responsables du site.",
        "La base de datos del sitio está ocupada o fuera de alcance ({cause}). No se ha perdido nada. Vuelva a intentarlo en un momento; si persiste, avise a quienes administran el sitio.",
    ),
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
    "ROUND_PROPOSAL_CHANGED": MultilingualText(
        "The proposal for {cell} was {before} on the page that you saw and is {now} now, because other answers changed. Nothing was saved. Please look at its parts again, then confirm it or enter another number.",
        "La proposition pour {cell} était de {before} sur la page que vous avez vue et est maintenant de {now}, car d’autres réponses ont changé. Rien n’a été enregistré. Veuillez revoir ses composantes, puis la confirmer ou saisir un autre nombre.",
        "La propuesta para {cell} era {before} en la página que vio y ahora es {now}, porque otras respuestas cambiaron. No se ha guardado nada. Revise sus componentes y confírmela o escriba otro número.",
    ),
    "ROUND_TOTAL_WITHOUT_REASON": MultilingualText(
        "The number for {cell} differs from the proposal, {proposed}, and nothing says why. Nothing was saved. Please either write the reason beside the number, or confirm the proposal.",
        "Le nombre pour {cell} diffère de la proposition, {proposed}, et rien ne dit pourquoi. Rien n’a été enregistré. Veuillez soit écrire le motif à côté du nombre, soit confirmer la proposition.",
        "El número para {cell} difiere de la propuesta, {proposed}, y nada dice por qué. No se ha guardado nada. Escriba el motivo junto al número o confirme la propuesta.",
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
    "ROUND_FILE_MISSING": MultilingualText(
        "No file was sent. Please choose one.",
        "Aucun fichier n’a été envoyé. Veuillez en choisir un.",
        "No se envió ningún archivo. Elija uno.",
    ),
    "ROUND_FILE_CAPTION": MultilingualText(
        "A file is attached with one line that says what it is, and that line is empty or longer than {most} characters. Please write what a reader finds in the file.",
        "Un fichier est joint avec une ligne qui dit ce qu’il contient ; or cette ligne est vide ou dépasse {most} caractères. Veuillez écrire ce que le lecteur y trouvera.",
        "Un archivo se adjunta con una línea que dice qué es, y esa línea está vacía o supera {most} caracteres. Escriba lo que encontrará quien lo lea.",
    ),
    "ROUND_FILE_KIND": MultilingualText(
        "Files such as {name} are not taken, only those that end in one of: {allowed}. Nothing was attached. Please save it in one of these formats; PDF fits every document.",
        "Les fichiers tels que {name} ne sont pas acceptés ; seuls le sont ceux qui se terminent par : {allowed}. Rien n’a été joint. Veuillez l’enregistrer dans l’un de ces formats ; le PDF convient à tout document.",
        "No se aceptan archivos como {name}, sino solo los que terminan en: {allowed}. No se ha adjuntado nada. Guárdelo en uno de estos formatos; el PDF sirve para cualquier documento.",
    ),
    "ROUND_FILE_EMPTY": MultilingualText(
        "The file {name} is empty: not one byte arrived. Nothing was attached. Please open it to see what it holds, save it, and send it again.",
        "Le fichier {name} est vide : pas un octet n’est arrivé. Rien n’a été joint. Veuillez l’ouvrir pour voir ce qu’il contient, l’enregistrer et l’envoyer de nouveau.",
        "El archivo {name} está vacío: no llegó ni un byte. No se ha adjuntado nada. Ábralo para ver qué contiene, guárdelo y envíelo de nuevo.",
    ),
    "ROUND_FILE_TOO_LARGE": MultilingualText(
        "The file {name} is larger than {most} MB, more than is taken of its kind. Nothing was attached. Please either split it, or save it with smaller pictures.",
        "Le fichier {name} dépasse {most} Mo, la limite pour ce type de fichier. Rien n’a été joint. Veuillez soit le scinder, soit l’enregistrer avec des images plus petites.",
        "El archivo {name} supera {most} MB, el límite para los de su tipo. No se ha adjuntado nada. Divídalo o guárdelo con imágenes más pequeñas.",
    ),
    "ROUND_BODY_TOO_LARGE": MultilingualText(
        "What was sent is larger than {most} MB, and was not read to its end. Nothing was saved. Please send a smaller file.",
        "L’envoi dépasse {most} Mo et n’a pas été lu jusqu’au bout. Rien n’a été enregistré. Veuillez envoyer un fichier plus petit.",
        "Lo enviado supera {most} MB y no se leyó hasta el final. No se ha guardado nada. Envíe un archivo más pequeño.",
    ),
    "ROUND_FILE_FALSE": MultilingualText(
        "The file {name} ends in .{extension}, and its content is something else. Nothing was attached. Please open it in the program that it comes from and save it as .{extension}; renaming alone changes no content.",
        "Le fichier {name} se termine par .{extension}, mais son contenu est autre. Rien n’a été joint. Veuillez l’ouvrir dans le logiciel dont il provient et l’enregistrer au format .{extension} ; le renommer ne change pas son contenu.",
        "El archivo {name} termina en .{extension}, pero su contenido es otro. No se ha adjuntado nada. Ábralo en el programa del que procede y guárdelo como .{extension}; cambiarle el nombre no cambia su contenido.",
    ),
    "ROUND_FILE_ACTIVE": MultilingualText(
        "The file {name} holds macros or other programs, which nobody has to run to read a figure. Nothing was attached. Please save it as .{extension} without macros and embedded objects, or as PDF.",
        "Le fichier {name} contient des macros ou d’autres programmes, que personne n’a à exécuter pour lire un chiffre. Rien n’a été joint. Veuillez l’enregistrer au format .{extension} sans macros ni objets incorporés, ou en PDF.",
        "El archivo {name} contiene macros u otros programas, que nadie tiene que ejecutar para leer una cifra. No se ha adjuntado nada. Guárdelo como .{extension} sin macros ni objetos incrustados, o en PDF.",
    ),
    "ROUND_FILE_LOCKED": MultilingualText(
        "The file {name} is protected by a password, or saved in a format of before 2007, so nobody here can read it. Nothing was attached. Please save it as .{extension} without a password.",
        "Le fichier {name} est protégé par un mot de passe, ou enregistré dans un format antérieur à 2007 : personne ici ne peut le lire. Rien n’a été joint. Veuillez l’enregistrer au format .{extension}, sans mot de passe.",
        "El archivo {name} está protegido con contraseña o guardado en un formato anterior a 2007, por lo que aquí nadie puede leerlo. No se ha adjuntado nada. Guárdelo como .{extension} sin contraseña.",
    ),
    "ROUND_FILE_SWELLS": MultilingualText(
        "The file {name} would become so large once it is opened that machines come to a halt. Nothing was attached. Please delete empty rows and sheets that are not needed, and save it as .{extension} again.",
        "Le fichier {name} deviendrait, une fois ouvert, si volumineux que les machines s’arrêteraient. Rien n’a été joint. Veuillez supprimer les lignes vides et les feuilles inutiles, puis l’enregistrer de nouveau au format .{extension}.",
        "El archivo {name} ocuparía tanto al abrirlo que las máquinas se detendrían. No se ha adjuntado nada. Elimine las filas vacías y las hojas que no hagan falta y guárdelo de nuevo como .{extension}.",
    ),
    "ROUND_FILE_TWICE": MultilingualText(
        "The same file is attached here already, under the name {name}. Nothing was attached a second time. Please withdraw that one first if its name or its description has to change.",
        "Le même fichier est déjà joint ici, sous le nom {name}. Il n’a pas été joint une seconde fois. Veuillez d’abord retirer celui-là si son nom ou sa description doit changer.",
        "El mismo archivo ya está adjunto aquí, con el nombre {name}. No se ha adjuntado otra vez. Retire primero aquel si hay que cambiar su nombre o su descripción.",
    ),
    "ROUND_FILES_FULL": MultilingualText(
        "The files of a submission take at most {most} MB and {files} files together, those that were withdrawn too. Nothing was attached. Please either send a smaller file, or ask those who run the site for more room.",
        "Les fichiers d’une réponse nationale occupent ensemble {most} Mo et {files} fichiers au plus, y compris ceux qui ont été retirés. Rien n’a été joint. Veuillez soit envoyer un fichier plus petit, soit demander de la place aux responsables du site.",
        "Los archivos de una respuesta nacional ocupan juntos {most} MB y {files} archivos como máximo, incluidos los retirados. No se ha adjuntado nada. Envíe un archivo más pequeño o pida más espacio a quienes administran el sitio.",
    ),
    "ROUND_FILE_REASON": MultilingualText(
        "A file is withdrawn with a reason of one line, and that line is empty or longer than {most} characters. The file is still offered. Please write why it should not be used.",
        "Un fichier est retiré avec un motif d’une ligne ; or cette ligne est vide ou dépasse {most} caractères. Le fichier reste proposé. Veuillez écrire pourquoi il ne doit pas être utilisé.",
        "Un archivo se retira con un motivo de una línea, y esa línea está vacía o supera {most} caracteres. El archivo se sigue ofreciendo. Escriba por qué no debe usarse.",
    ),
    "ROUND_FILE_LOST": MultilingualText(
        "The record of this file is there, and its content is not in the folder {folder} of the workspace. Please tell those who run the site; the backups have it.",
        "L’enregistrement de ce fichier existe, mais son contenu n’est pas dans le dossier {folder} de l’espace de travail. Veuillez prévenir les responsables du site ; les sauvegardes le contiennent.",
        "El registro de este archivo existe, pero su contenido no está en la carpeta {folder} del espacio de trabajo. Avise a quienes administran el sitio; las copias de seguridad lo tienen.",
    ),
    "ROUND_UPLOAD_NONE": MultilingualText(
        "No file was chosen. Please choose the filled workbook and press the button again.",
        "Aucun fichier n’a été choisi. Veuillez choisir le classeur rempli et appuyer de nouveau sur le bouton.",
        "No se eligió ningún archivo. Elija el libro rellenado y pulse de nuevo el botón.",
    ),
    "ROUND_UPLOAD_GONE": MultilingualText(
        "The uploaded workbook is no longer kept: it was taken over already, or a day has passed. Nothing was written now. Please upload it again.",
        "Le classeur téléversé n’est plus conservé : il a déjà été repris, ou un jour s’est écoulé. Rien n’a été écrit cette fois. Veuillez le téléverser de nouveau.",
        "El libro subido ya no se conserva: ya se tomó o ha pasado un día. Esta vez no se ha escrito nada. Súbalo de nuevo.",
    ),
    "ROUND_WORKBOOK_NOT_OURS": MultilingualText(
        "This is not a workbook of the inquiry: its hidden sheet “_meta” is missing or has been changed. Please take the workbook of this submission away again and copy your answers into it.",
        "Ce n’est pas un classeur de l’enquête : sa feuille masquée « _meta » manque ou a été modifiée. Veuillez emporter de nouveau le classeur de cette réponse nationale et y recopier vos réponses.",
        "Este no es un libro de la encuesta: su hoja oculta «_meta» falta o ha sido modificada. Descargue de nuevo el libro de esta respuesta nacional y copie en él sus respuestas.",
    ),
    "ROUND_WORKBOOK_OTHER_VERSION": MultilingualText(
        "The workbook was made for version {found} of the questionnaire, and this round uses {expected}. Please take the workbook of this submission away again and copy your answers into it.",
        "Le classeur a été établi pour la version {found} du questionnaire, alors que cette campagne utilise la version {expected}. Veuillez emporter de nouveau le classeur de cette réponse nationale et y recopier vos réponses.",
        "El libro se elaboró para la versión {found} del cuestionario y esta ronda usa la {expected}. Descargue de nuevo el libro de esta respuesta nacional y copie en él sus respuestas.",
    ),
    "ROUND_WORKBOOK_UNDECIDED": MultilingualText(
        "Cells for which nobody has chosen yet which answer holds, or which changed again meanwhile: {count}. Nothing was written. Please choose for each of them and press the button again.",
        "Cellules pour lesquelles personne n’a encore choisi la réponse qui vaut, ou qui ont encore changé entre-temps : {count}. Rien n’a été écrit. Veuillez choisir pour chacune et appuyer de nouveau sur le bouton.",
        "Celdas para las que nadie ha elegido aún qué respuesta vale, o que volvieron a cambiar entretanto: {count}. No se ha escrito nada. Elija en cada una y pulse de nuevo el botón.",
    ),
}
