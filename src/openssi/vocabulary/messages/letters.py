"""Messages about the letters of a round, their sending, and the people whom a coordinator invites."""

from openssi.vocabulary.text import MultilingualText

LETTERS: dict[str, MultilingualText] = {
    "DEFINITION_LETTER_SLOT": MultilingualText(
        "A letter has no slot “{slot}”: letters never carry a figure nor what somebody wrote, so that only these may stand in braces here, without anything added: {allowed}. Please either take one of them or leave it out.",
        "Une lettre n’a pas d’emplacement «\u00a0{slot}\u00a0»\u00a0: les lettres ne contiennent jamais de chiffres ni ce que quelqu’un a écrit\u00a0; seuls peuvent figurer ici entre accolades, sans ajout\u00a0: {allowed}. Veuillez soit en choisir un, soit supprimer celui-ci.",
        "Una carta no tiene el hueco «{slot}»: las cartas nunca llevan cifras ni lo que alguien escribió, de modo que aquí solo pueden figurar entre llaves, sin añadidos: {allowed}. Elija uno de ellos o suprímalo.",
    ),
    "DEFINITION_LETTER_MOVE": MultilingualText(
        "The letter follows the transition “{move}”, which transitions.yaml does not declare. Please either correct its name or declare it.",
        "La lettre suit la transition «\u00a0{move}\u00a0», que transitions.yaml ne déclare pas. Veuillez soit en corriger le nom, soit la déclarer.",
        "La carta sigue a la transición «{move}», que transitions.yaml no declara. Corrija su nombre o declárela.",
    ),
    "MAIL_SERVER_DOWN": MultilingualText(
        "The mail server could not be reached ({cause}). The letter waits and is tried again. If it stays so, please ask those who run the site to look at the mail server and at EMAIL_URL.",
        "Le serveur de messagerie n’a pas pu être joint ({cause}). La lettre attend et sera envoyée plus tard. Si cela persiste, veuillez demander aux responsables du site de vérifier le serveur de messagerie et EMAIL_URL.",
        "No se pudo contactar con el servidor de correo ({cause}). La carta espera y se volverá a intentar. Si persiste, pida a quienes administran el sitio que revisen el servidor de correo y EMAIL_URL.",
    ),
    "MAIL_NOT_NOW": MultilingualText(
        "The mail server did not take the letter for now ({cause}). It waits and is tried again; nothing needs to be done.",
        "Le serveur de messagerie n’a pas accepté la lettre pour l’instant ({cause}). Elle attend et sera envoyée plus tard\u00a0; il n’y a rien à faire.",
        "El servidor de correo no aceptó la carta por ahora ({cause}). Espera y se volverá a intentar; no hay que hacer nada.",
    ),
    "MAIL_REFUSED": MultilingualText(
        "The mail server refused the letter for good ({cause}), so that it is not tried again. Please check the address with the person, then either let it be corrected or send the letter again.",
        "Le serveur de messagerie a refusé la lettre définitivement ({cause})\u00a0: elle ne sera pas renvoyée d’elle-même. Veuillez vérifier l’adresse avec la personne, puis soit la faire corriger, soit renvoyer la lettre.",
        "El servidor de correo rechazó la carta definitivamente ({cause}), de modo que no se vuelve a intentar. Compruebe la dirección con la persona y haga que se corrija o envíe la carta de nuevo.",
    ),
    "MAIL_UNSURE": MultilingualText(
        "The line broke while the letter was handed over ({cause}): it may have been sent or not, and it is not sent twice by itself. Please ask the person; if it did not arrive, send it again.",
        "La liaison a été interrompue pendant la remise de la lettre ({cause})\u00a0: elle est peut-être partie, et elle n’est pas envoyée deux fois d’elle-même. Veuillez demander à la personne\u00a0; si rien n’est arrivé, renvoyez-la.",
        "La conexión se interrumpió mientras se entregaba la carta ({cause}): puede que se haya enviado, y no se envía dos veces por sí sola. Pregunte a la persona; si no llegó, envíela de nuevo.",
    ),
    "MAIL_FOLDER": MultilingualText(
        "The letter could not be written into the folder of mails ({cause}). It waits and is tried again. Please ask those who run the site to look at the folder.",
        "La lettre n’a pas pu être écrite dans le dossier du courrier ({cause}). Elle attend et sera envoyée plus tard. Veuillez demander aux responsables du site de vérifier ce dossier.",
        "La carta no se pudo escribir en la carpeta de correo ({cause}). Espera y se volverá a intentar. Pida a quienes administran el sitio que revisen la carpeta.",
    ),
    "MAIL_ACCOUNT_CLOSED": MultilingualText(
        "The account of the reader was closed before the letter was sent, so that it was not sent. Please send it again if the account is opened.",
        "Le compte de la personne a été fermé avant l’envoi\u00a0: la lettre n’est pas partie. Veuillez la renvoyer si le compte est rouvert.",
        "La cuenta de la persona se cerró antes del envío, de modo que la carta no se envió. Envíela de nuevo si la cuenta se abre.",
    ),
    "MAIL_NOT_WRITTEN": MultilingualText(
        "The text of the letter could not be made ({cause}). It waits and is tried again. Please ask those who run the site to look at it with 'openssi check'.",
        "Le texte de la lettre n’a pas pu être composé ({cause}). Elle attend et sera envoyée plus tard. Veuillez demander aux responsables du site de vérifier avec 'openssi check'.",
        "No se pudo componer el texto de la carta ({cause}). Espera y se volverá a intentar. Pida a quienes administran el sitio que lo revisen con 'openssi check'.",
    ),
    "LETTER_UNKNOWN": MultilingualText(
        "There is no letter with the number “{number}” here. Nothing was done. Please open the list of letters again and choose one of those that it shows.",
        "Aucune lettre ne porte ici le numéro «\u00a0{number}\u00a0». Rien n’a été fait. Veuillez rouvrir la liste des lettres et en choisir une.",
        "Aquí no hay ninguna carta con el número «{number}». No se ha hecho nada. Vuelva a abrir la lista de cartas y elija una de las que muestra.",
    ),
    "LETTER_NOT_STOPPED": MultilingualText(
        "The letter was sent, or is about to be, so that sending it again would make two of it. Nothing was done. Please wait until it stands among those that were not sent.",
        "La lettre a été envoyée ou va l’être\u00a0: la renvoyer en ferait deux. Rien n’a été fait. Veuillez attendre qu’elle figure parmi celles qui n’ont pas été envoyées.",
        "La carta ya se envió o está a punto de enviarse, de modo que reenviarla la duplicaría. No se ha hecho nada. Espere a que figure entre las no enviadas.",
    ),
    "INVITE_NO_ROUND": MultilingualText(
        "No round has been opened for {year}, so that no country can be invited to it. Nothing was done. Please open it first with 'openssi round open {year}'.",
        "Aucun cycle n’a été ouvert pour {year}\u00a0: aucun pays ne peut donc y être invité. Rien n’a été fait. Veuillez d’abord l’ouvrir avec 'openssi round open {year}'.",
        "No se ha abierto ninguna ronda para {year}, de modo que no se puede invitar a ningún país. No se ha hecho nada. Ábrala primero con 'openssi round open {year}'.",
    ),
    "INVITE_NOBODY": MultilingualText(
        "Nobody coordinates {area} today, so that nobody can be invited for it. Nothing was done. Please either register a coordinator with 'openssi person add ... --role COORD --area {area}' or leave the country out.",
        "Personne ne coordonne {area} aujourd’hui\u00a0: il n’y a donc personne à inviter. Rien n’a été fait. Veuillez soit enregistrer une personne avec 'openssi person add ... --role COORD --area {area}', soit omettre ce pays.",
        "Hoy nadie coordina {area}, de modo que no hay a quién invitar. No se ha hecho nada. Registre a una persona coordinadora con 'openssi person add ... --role COORD --area {area}' u omita el país.",
    ),
    "PEOPLE_KNOWN_HERE": MultilingualText(
        "Somebody of this country has this address already. Nothing was changed. Please choose the person under “Give a further role” and give the role there.",
        "Une personne de ce pays a déjà cette adresse. Rien n’a été modifié. Veuillez la choisir sous «\u00a0Attribuer un rôle supplémentaire\u00a0» et lui attribuer le rôle à cet endroit.",
        "Una persona de este país ya tiene esta dirección. No se ha cambiado nada. Elíjala en «Asignar otra función» y asígnele ahí la función.",
    ),
    "PEOPLE_KNOWN_ELSEWHERE": MultilingualText(
        "Somebody who does not work for this country is registered with this address. Nothing was changed. Please either use another address or ask those who run the site to give the role.",
        "Cette adresse est celle d’une personne qui ne travaille pas pour ce pays. Rien n’a été modifié. Veuillez soit utiliser une autre adresse, soit demander aux responsables du site d’attribuer le rôle.",
        "Esta dirección es de una persona que no trabaja para este país. No se ha cambiado nada. Use otra dirección o pida a quienes administran el sitio que asignen la función.",
    ),
    "PEOPLE_ROLE_UNFIT": MultilingualText(
        "The coordinator invites respondents and approvers of institutions, and “{role}” is neither. Nothing was changed. Please either choose one of the two or ask those who run the site.",
        "La coordination invite les répondants et les approbateurs des institutions, et «\u00a0{role}\u00a0» n’est ni l’un ni l’autre. Rien n’a été modifié. Veuillez soit choisir l’un des deux, soit vous adresser aux responsables du site.",
        "La coordinación invita a informantes y a quienes aprueban en las instituciones, y «{role}» no es ni lo uno ni lo otro. No se ha cambiado nada. Elija una de las dos funciones o diríjase a quienes administran el sitio.",
    ),
    "PEOPLE_LANGUAGE_UNFIT": MultilingualText(
        "Letters are not written in “{language}”. Nothing was changed. Please choose one of: {known}.",
        "Les lettres ne sont pas écrites en «\u00a0{language}\u00a0». Rien n’a été modifié. Veuillez choisir parmi\u00a0: {known}.",
        "Las cartas no se escriben en «{language}». No se ha cambiado nada. Elija entre: {known}.",
    ),
    "PEOPLE_INSTITUTION_UNFIT": MultilingualText(
        "The institution has no name, or one of more than {longest} characters or with characters that cannot be shown. Nothing was changed. Please write it as it is called in the country.",
        "L’institution n’a pas de nom, ou ce nom dépasse {longest} caractères ou contient des caractères qui ne s’affichent pas. Rien n’a été modifié. Veuillez l’écrire tel qu’il est en usage dans le pays.",
        "La institución no tiene nombre, o este tiene más de {longest} caracteres o caracteres que no se pueden mostrar. No se ha cambiado nada. Escríbalo como se usa en el país.",
    ),
    "PEOPLE_NO_SCHEME": MultilingualText(
        "No scheme is chosen, so that this person would see nothing. Nothing was changed. Please either choose at least one scheme or end the role.",
        "Aucun régime n’est choisi\u00a0: cette personne ne verrait rien. Rien n’a été modifié. Veuillez soit choisir au moins un régime, soit mettre fin au rôle.",
        "No se ha elegido ningún régimen, de modo que esta persona no vería nada. No se ha cambiado nada. Elija al menos un régimen o ponga fin a la función.",
    ),
    "PEOPLE_SCHEME_UNKNOWN": MultilingualText(
        "This submission asks about no scheme “{scheme}”. Nothing was changed. Please choose among: {known}.",
        "Cette réponse nationale ne porte sur aucun régime «\u00a0{scheme}\u00a0». Rien n’a été modifié. Veuillez choisir parmi\u00a0: {known}.",
        "Esta respuesta nacional no incluye ningún régimen «{scheme}». No se ha cambiado nada. Elija entre: {known}.",
    ),
    "PEOPLE_ROLE_HELD": MultilingualText(
        "The person holds this role for this institution already. Nothing was changed. Please change the schemes of that role instead.",
        "La personne exerce déjà ce rôle pour cette institution. Rien n’a été modifié. Veuillez plutôt modifier les régimes de ce rôle.",
        "La persona ya ejerce esta función para esta institución. No se ha cambiado nada. Cambie más bien los regímenes de esa función.",
    ),
    "PEOPLE_MEMBER_UNKNOWN": MultilingualText(
        "Nobody of the institutions of this country stands behind the number “{number}”. Nothing was changed. Please open the page again and choose somebody of the list.",
        "Le numéro «\u00a0{number}\u00a0» ne désigne personne dans les institutions de ce pays. Rien n’a été modifié. Veuillez rouvrir la page et choisir une personne de la liste.",
        "El número «{number}» no designa a nadie de las instituciones de este país. No se ha cambiado nada. Vuelva a abrir la página y elija a una persona de la lista.",
    ),
    "PEOPLE_ENDED": MultilingualText(
        "The role of this person has ended, or the account is closed. Nothing was changed. Please give the role anew, or ask those who run the site to open the account.",
        "Le rôle de cette personne a pris fin ou son compte est fermé. Rien n’a été modifié. Veuillez attribuer de nouveau le rôle, ou demander aux responsables du site de rouvrir le compte.",
        "La función de esta persona ha terminado o su cuenta está cerrada. No se ha cambiado nada. Asigne de nuevo la función o pida a quienes administran el sitio que abran la cuenta.",
    ),
    "PEOPLE_LETTER_WAITS": MultilingualText(
        "An invitation to this person still waits to be sent, and another one would only be a second copy. Nothing was done. Please look at the letters to see what holds it up.",
        "Une invitation à cette personne attend encore d’être envoyée, et une autre ne serait qu’un double. Rien n’a été fait. Veuillez consulter les lettres pour voir ce qui la retient.",
        "Una invitación a esta persona todavía espera su envío, y otra sería solo una copia. No se ha hecho nada. Consulte las cartas para ver qué la retiene.",
    ),
    "PEOPLE_CHANGED": MultilingualText(
        "Somebody else changed the schemes of this person since you opened the page. Nothing was changed. Please look at them as they are now, then decide.",
        "Quelqu’un d’autre a modifié les régimes de cette personne depuis que vous avez ouvert la page. Rien n’a été modifié. Veuillez les regarder tels qu’ils sont, puis décider.",
        "Otra persona ha cambiado los regímenes de esta persona desde que abrió la página. No se ha cambiado nada. Mírelos tal como están y después decida.",
    ),
    "PEOPLE_DAY_UNFIT": MultilingualText(
        "“{day}” is not a day from today on. Nothing was changed. Please either write year, month and day, such as 2026-12-31, or leave it empty: then the role ends at once.",
        "«\u00a0{day}\u00a0» n’est pas un jour à partir d’aujourd’hui. Rien n’a été modifié. Veuillez soit écrire l’année, le mois et le jour, par exemple 2026-12-31, soit laisser le champ vide\u00a0: le rôle prend alors fin immédiatement.",
        "«{day}» no es un día a partir de hoy. No se ha cambiado nada. Escriba año, mes y día, por ejemplo 2026-12-31, o déjelo vacío: la función termina entonces de inmediato.",
    ),
}
