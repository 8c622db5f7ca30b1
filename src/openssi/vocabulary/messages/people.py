"""Messages about the register of persons, erasing, and the log of letters and calls."""

from openssi.vocabulary.text import MultilingualText

PEOPLE: dict[str, MultilingualText] = {
    "ROLE_SEAT_UNFIT": MultilingualText(
        "A seat at headquarters or in the field belongs to an officer who follows a country. Please either give one of the roles {roles} with --area, or leave out --seat.",
        "Un lieu d’affectation (siège ou terrain) concerne un agent qui suit un pays. Veuillez soit attribuer l’un des rôles {roles} avec --area, soit omettre --seat.",
        "El lugar de destino (sede o terreno) corresponde a quien sigue un país. Asigne una de las funciones {roles} con --area u omita --seat.",
    ),
    "PERSON_ERASED": MultilingualText(
        "What was personal here was erased on {day} and cannot be brought back, so that nothing can be changed any more. Please register the person anew if this is wanted.",
        "Les données personnelles ont été effacées ici le {day} et ne peuvent être rétablies\u00a0: plus rien ne peut être modifié. Veuillez enregistrer de nouveau la personne si elle le souhaite.",
        "Los datos personales se borraron aquí el {day} y no pueden recuperarse, por lo que ya no se puede cambiar nada. Registre de nuevo a la persona si lo desea.",
    ),
    "ERASE_OF_OTHERS": MultilingualText(
        "Personal data are erased by an administrator, and you do not hold this role. Please ask an administrator to do it.",
        "Les données personnelles sont effacées par un administrateur, et vous n’exercez pas ce rôle. Veuillez demander à un administrateur de le faire.",
        "Los datos personales los borra un administrador y usted no ejerce esta función. Pida a un administrador que lo haga.",
    ),
    "ERASE_LAST_ADMINISTRATOR": MultilingualText(
        "This is the last administrator, and nobody would be left to look after people and backups. Please give another person the role ADMINISTRATOR first.",
        "Il s’agit du dernier administrateur, et plus personne ne s’occuperait des personnes et des sauvegardes. Veuillez d’abord attribuer le rôle ADMINISTRATOR à une autre personne.",
        "Es el último administrador y nadie quedaría para ocuparse de las personas y de las copias de seguridad. Asigne primero la función ADMINISTRATOR a otra persona.",
    ),
    "ERASE_REASON_UNFIT": MultilingualText(
        "The reason is none of those that are recorded. Please choose among: {reasons}.",
        "Ce motif n’est pas de ceux qui sont enregistrés. Veuillez choisir parmi\u00a0: {reasons}.",
        "Este motivo no es de los que se registran. Elija entre: {reasons}.",
    ),
    "ERASE_NOTHING_ANSWERED": MultilingualText(
        "The answers of {area} hold no contact data of a focal point (institution: {institution}). Please either name another institution or country, or leave the institution out.",
        "Les réponses de {area} ne contiennent aucune coordonnée d’un point focal (institution\u00a0: {institution}). Veuillez soit indiquer une autre institution ou un autre pays, soit n’indiquer aucune institution.",
        "Las respuestas de {area} no contienen datos de contacto de un punto focal (institución: {institution}). Indique otra institución u otro país, o no indique ninguna institución.",
    ),
    "ERASE_UNCONFIRMED": MultilingualText(
        "What is erased cannot be brought back, and this was not confirmed. Please tick that you know it, or leave everything as it is.",
        "Ce qui est effacé ne peut être rétabli, et cela n’a pas été confirmé. Veuillez soit cocher que vous le savez, soit tout laisser tel quel.",
        "Lo que se borra no puede recuperarse y no se ha confirmado. Marque que lo sabe o deje todo como está.",
    ),
    "CONTACT_OF_OTHERS": MultilingualText(
        "The people of {area} are looked after by others. Please ask the coordinator of the country, the officers who follow it, or an administrator.",
        "Les personnes de {area} relèvent d’autres responsables. Veuillez vous adresser au coordonnateur du pays, aux agents qui le suivent ou à un administrateur.",
        "De las personas de {area} se ocupan otros. Diríjase a la coordinación del país, a quienes lo siguen o a un administrador.",
    ),
    "CONTACT_KNOWN": MultilingualText(
        "This person is in the register of the country already. Please either correct the entry that is there, or give another address.",
        "Cette personne figure déjà dans le registre du pays. Veuillez soit corriger l’entrée existante, soit indiquer une autre adresse.",
        "Esta persona ya figura en el registro del país. Corrija la entrada que existe o indique otra dirección.",
    ),
    "CONTACT_CHANGED": MultilingualText(
        "Somebody changed this entry while you had it open, and nothing of yours was saved. Please look at it as it is now, and correct it again.",
        "Quelqu’un a modifié cette entrée pendant que vous l’aviez ouverte, et rien de votre part n’a été enregistré. Veuillez la consulter telle qu’elle est maintenant et la corriger de nouveau.",
        "Alguien modificó esta entrada mientras usted la tenía abierta y no se guardó nada suyo. Consúltela tal como está ahora y corríjala de nuevo.",
    ),
    "CONTACT_PHONE_UNFIT": MultilingualText(
        "This is not a telephone number. Please write digits with the country code, such as +999 555 0100.",
        "Ce n’est pas un numéro de téléphone. Veuillez saisir des chiffres avec l’indicatif du pays, par exemple +999 555 0100.",
        "Esto no es un número de teléfono. Escriba cifras con el prefijo del país, por ejemplo +999 555 0100.",
    ),
    "CONTACT_LINE_UNFIT": MultilingualText(
        "There are more than {longest} characters here, or some that cannot be shown. Please shorten it, or type it anew.",
        "Il y a ici plus de {longest} caractères, ou certains qui ne s’affichent pas. Veuillez raccourcir le texte ou le saisir de nouveau.",
        "Aquí hay más de {longest} caracteres o algunos que no se pueden mostrar. Acórtelo o escríbalo de nuevo.",
    ),
    "CONTACT_DAY_UNFIT": MultilingualText(
        "{value} is not a day. Please write year, month and day, such as 2026-01-31.",
        "{value} n’est pas une date. Veuillez saisir l’année, le mois et le jour, par exemple 2026-01-31.",
        "{value} no es una fecha. Escriba año, mes y día, por ejemplo 2026-01-31.",
    ),
    "CONTACT_ENDS_BEFORE_IT_BEGINS": MultilingualText(
        "The last day, {last}, is before the first, {first}. Please correct one of the two.",
        "Le dernier jour, le {last}, précède le premier, le {first}. Veuillez corriger l’un des deux.",
        "El último día, {last}, es anterior al primero, {first}. Corrija uno de los dos.",
    ),
    "LOG_OF_OTHERS": MultilingualText(
        "Letters and calls of {area} are logged by the officers who follow the country, and {email} is none of them. Please either name one of them with --by, or have the country assigned with 'openssi person role add'.",
        "Les lettres et les appels concernant {area} sont consignés par les agents qui suivent le pays, et {email} n’en fait pas partie. Veuillez soit indiquer l’un d’eux avec --by, soit faire attribuer le pays avec 'openssi person role add'.",
        "Las cartas y llamadas de {area} las anotan quienes siguen el país, y {email} no es una de estas personas. Indique una de ellas con --by o haga que se le asigne el país con 'openssi person role add'.",
    ),
    "LOG_UNKNOWN": MultilingualText(
        "The log of the country has no entry {number}. Please choose one that 'openssi country log list' shows.",
        "Le journal du pays ne contient pas d’entrée {number}. Veuillez en choisir une que montre 'openssi country log list'.",
        "El registro del país no tiene la entrada {number}. Elija una de las que muestra 'openssi country log list'.",
    ),
    "LOG_DAY_UNFIT": MultilingualText(
        "No day is given, or {value} is none. Please write year, month and day, such as 2026-01-31.",
        "Aucune date n’est indiquée, ou {value} n’en est pas une. Veuillez saisir l’année, le mois et le jour, par exemple 2026-01-31.",
        "No se indica ninguna fecha, o {value} no lo es. Escriba año, mes y día, por ejemplo 2026-01-31.",
    ),
    "LOG_DAY_AHEAD": MultilingualText(
        "{day} is still to come, and only what has happened is logged. Please correct the day; what is to be done later is a follow-up.",
        "Le {day} est à venir, et seul ce qui a eu lieu est consigné. Veuillez corriger la date\u00a0; ce qui reste à faire est un suivi.",
        "El {day} aún no ha llegado y solo se anota lo que ya ocurrió. Corrija la fecha; lo que queda por hacer es un seguimiento.",
    ),
    "LOG_DUE_UNFIT": MultilingualText(
        "The follow-up would be due on {due}, before the day of the letter or call, {day}. Please correct one of the two.",
        "Le suivi serait attendu le {due}, avant le jour de la lettre ou de l’appel, le {day}. Veuillez corriger l’une des deux dates.",
        "El seguimiento vencería el {due}, antes del día de la carta o la llamada, {day}. Corrija una de las dos fechas.",
    ),
    "LOG_CHOICE_UNFIT": MultilingualText(
        "Nothing of the list is chosen. Please choose among: {allowed}.",
        "Aucun élément de la liste n’est choisi. Veuillez choisir parmi\u00a0: {allowed}.",
        "No se ha elegido nada de la lista. Elija entre: {allowed}.",
    ),
    "LOG_TEXT_UNFIT": MultilingualText(
        "The text is empty, has more than {longest} characters, or has some that cannot be shown. Please write in a few words what it was about.",
        "Le texte est vide, dépasse {longest} caractères ou en contient qui ne s’affichent pas. Veuillez indiquer en quelques mots de quoi il s’agissait.",
        "El texto está vacío, tiene más de {longest} caracteres o contiene algunos que no se pueden mostrar. Escriba en pocas palabras de qué se trataba.",
    ),
    "LOG_NAMES_SOMEBODY": MultilingualText(
        "The text holds “{found}”, a name, an address or a number of a person. What is logged is never changed, so that it could not be erased on request. Please write the function of the person instead, and choose the person in the list.",
        "Le texte contient «\u00a0{found}\u00a0», qui est le nom, l’adresse ou le numéro d’une personne. Ce qui est consigné n’est jamais modifié et ne pourrait donc être effacé sur demande. Veuillez écrire plutôt la fonction de la personne, et la choisir dans la liste.",
        "El texto contiene «{found}», que es el nombre, la dirección o el número de una persona. Lo anotado no se modifica nunca, de modo que no podría borrarse si se solicita. Escriba en su lugar la función de la persona y elíjala en la lista.",
    ),
    "LOG_PERSON_UNKNOWN": MultilingualText(
        "A person who was chosen is not in the register of the country. Please choose among those who are, or add the person first.",
        "Une personne choisie ne figure pas dans le registre du pays. Veuillez choisir parmi celles qui y figurent, ou ajouter d’abord la personne.",
        "Una persona elegida no figura en el registro del país. Elija entre las que figuran o añádala primero.",
    ),
    "LOG_ROUND_UNKNOWN": MultilingualText(
        "There is no round of {year}. Please choose one that there is, or none.",
        "Il n’existe pas de campagne {year}. Veuillez en choisir une qui existe, ou aucune.",
        "No existe la ronda de {year}. Elija una que exista o ninguna.",
    ),
    "LOG_CORRECTED": MultilingualText(
        "Somebody corrected this entry of the log meanwhile, and nothing of yours was saved. Please look at the newer one and correct that.",
        "Quelqu’un a corrigé cette entrée du journal entre-temps, et rien de votre part n’a été enregistré. Veuillez consulter la plus récente et la corriger.",
        "Alguien corrigió entretanto esta entrada del registro y no se guardó nada suyo. Consulte la más reciente y corrija esa.",
    ),
    "LOG_SETTLED": MultilingualText(
        "This entry has no follow-up that is still open. Please look at the log as it is now.",
        "Cette entrée n’a pas de suivi en suspens. Veuillez consulter le journal tel qu’il est maintenant.",
        "Esta entrada no tiene ningún seguimiento pendiente. Consulte el registro tal como está ahora.",
    ),
}
