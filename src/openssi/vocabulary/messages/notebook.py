"""Messages of the notebook that the compiler keeps on a country."""

from openssi.vocabulary.text import MultilingualText

NOTEBOOK: dict[str, MultilingualText] = {
    "NOTE_TEXT_EMPTY": MultilingualText(
        "There is no text here, and there has to be one. Nothing was saved. Please write it.",
        "Il n’y a pas de texte ici, alors qu’il en faut un. Rien n’a été enregistré. Veuillez l’écrire.",
        "Aquí no hay texto y tiene que haberlo. No se ha guardado nada. Escríbalo.",
    ),
    "NOTE_TEXT_LONG": MultilingualText(
        "This text has {length} characters, and at most {longest} are kept. Nothing was saved. Please either shorten it, or attach what is longer elsewhere and refer to it.",
        "Ce texte compte {length} caractères ; {longest} au plus sont conservés. Rien n’a été enregistré. Veuillez soit l’abréger, soit joindre ailleurs le texte long et y renvoyer.",
        "Este texto tiene {length} caracteres y se guardan {longest} como máximo. No se ha guardado nada. Abrévielo, o adjunte en otro lugar el texto largo y remita a él.",
    ),
    "NOTE_TOO_MANY": MultilingualText(
        "There are {count} of these, and at most {most} are kept together. Nothing was saved. Please either group them, or note the others separately.",
        "Il y en a {count} ; {most} au plus sont conservés ensemble. Rien n’a été enregistré. Veuillez soit les regrouper, soit noter les autres séparément.",
        "Hay {count} y se guardan {most} juntos como máximo. No se ha guardado nada. Agrúpelos, o anote los demás por separado.",
    ),
    "NOTE_DAY_UNREADABLE": MultilingualText(
        "“{text}” is no day that can be read. Nothing was saved. Please write it as 2026-06-30.",
        "« {text} » n’est pas une date lisible. Rien n’a été enregistré. Veuillez l’écrire sous la forme 2026-06-30.",
        "«{text}» no es una fecha legible. No se ha guardado nada. Escríbala como 2026-06-30.",
    ),
    "NOTE_DAYS_REVERSED": MultilingualText(
        "The last day, {last}, lies before the first, {first}. Nothing was saved. Please correct one of them.",
        "Le dernier jour, le {last}, précède le premier, le {first}. Rien n’a été enregistré. Veuillez corriger l’un des deux.",
        "El último día, {last}, es anterior al primero, {first}. No se ha guardado nada. Corrija uno de los dos.",
    ),
    "NOTE_DUE_PAST": MultilingualText(
        "It would be due on {due}, and today is {today}. Nothing was saved. Please either choose a day that is still to come, or say that it is done, and when.",
        "L’échéance serait le {due}, or nous sommes le {today}. Rien n’a été enregistré. Veuillez soit choisir une date à venir, soit indiquer que c’est fait, et quand.",
        "El plazo sería el {due} y hoy es {today}. No se ha guardado nada. Elija un día que aún no haya llegado, o indique que está hecho y cuándo.",
    ),
    "NOTE_DAY_AHEAD": MultilingualText(
        "What is done was done by today, {today}; {day} is still to come. Nothing was saved. Please either correct the day, or leave it empty until then.",
        "Ce qui est fait l’a été au plus tard aujourd’hui, le {today} ; le {day} est encore à venir. Rien n’a été enregistré. Veuillez soit corriger la date, soit la laisser vide d’ici là.",
        "Lo que está hecho se hizo a más tardar hoy, {today}; el {day} aún no ha llegado. No se ha guardado nada. Corrija la fecha, o déjela vacía hasta entonces.",
    ),
    "NOTE_OUTCOME_MISSING": MultilingualText(
        "It is said to be done, and not what came of it. Nothing was saved. Please write the outcome in a sentence.",
        "Il est indiqué que c’est fait, mais pas ce qui en est résulté. Rien n’a été enregistré. Veuillez écrire le résultat en une phrase.",
        "Se indica que está hecho, pero no qué resultó de ello. No se ha guardado nada. Escriba el resultado en una frase.",
    ),
    "NOTE_DONE_MISSING": MultilingualText(
        "An outcome is given, and not the day on which it was done. Nothing was saved. Please either give the day, or keep the outcome for when it is done.",
        "Un résultat est donné, mais pas le jour où c’était fait. Rien n’a été enregistré. Veuillez soit indiquer le jour, soit garder le résultat pour plus tard.",
        "Se da un resultado, pero no el día en que se hizo. No se ha guardado nada. Indique el día, o guarde el resultado para cuando esté hecho.",
    ),
    "NOTE_OWNER_UNFIT": MultilingualText(
        "A follow-up is owned by somebody of the compiler who works on this country, and nobody of these was chosen. Nothing was saved. Please choose one of them, or have the role given first.",
        "Une suite à donner relève d’une personne de l’organisme compilateur qui travaille sur ce pays, et aucune n’a été choisie. Rien n’a été enregistré. Veuillez en choisir une, ou faire d’abord attribuer la fonction.",
        "El responsable de un seguimiento es alguien del organismo compilador que trabaja sobre este país, y no se eligió a ninguno. No se ha guardado nada. Elija a uno, o haga que antes se le asigne la función.",
    ),
    "NOTE_PERSON_UNFIT": MultilingualText(
        "A participant was chosen who has no role in this country now. Nothing was saved. Please either choose the role and a number of persons, or give institution and function.",
        "Un participant choisi n’a actuellement aucune fonction dans ce pays. Rien n’a été enregistré. Veuillez soit choisir la fonction et un nombre de personnes, soit indiquer l’institution et la fonction.",
        "Se eligió a un participante que ahora no tiene ninguna función en este país. No se ha guardado nada. Elija la función y un número de personas, o indique institución y cargo.",
    ),
    "NOTE_ROLE_UNKNOWN": MultilingualText(
        "“{role}” is no role of people who work on this country; those are: {known}. Nothing was saved. Please choose one of them, or give institution and function.",
        "« {role} » n’est pas une fonction de personnes qui travaillent sur ce pays ; ce sont : {known}. Rien n’a été enregistré. Veuillez en choisir une, ou indiquer l’institution et la fonction.",
        "«{role}» no es una función de personas que trabajan sobre este país; son: {known}. No se ha guardado nada. Elija una, o indique institución y cargo.",
    ),
    "NOTE_OUTSIDER_UNNAMED": MultilingualText(
        "People from outside are given by their institution and their function there, and one of the two is missing. Nothing was saved. Please give both, and no name.",
        "Les personnes extérieures sont désignées par leur institution et la fonction qu’elles y exercent ; l’une des deux manque. Rien n’a été enregistré. Veuillez indiquer les deux, sans nom.",
        "Las personas externas se indican por su institución y su cargo en ella, y falta uno de los dos. No se ha guardado nada. Indique ambos, sin nombre.",
    ),
    "NOTE_COUNT_UNFIT": MultilingualText(
        "“{text}” is no number of persons from 1 to {most}. Nothing was saved. Please write the number in digits.",
        "« {text} » n’est pas un nombre de personnes compris entre 1 et {most}. Rien n’a été enregistré. Veuillez écrire le nombre en chiffres.",
        "«{text}» no es un número de personas entre 1 y {most}. No se ha guardado nada. Escriba el número en cifras.",
    ),
    "NOTE_STATE_UNKNOWN": MultilingualText(
        "“{state}” is no state of a project; those are: {known}. Nothing was saved. Please choose one of them.",
        "« {state} » n’est pas un état de projet ; ce sont : {known}. Rien n’a été enregistré. Veuillez en choisir un.",
        "«{state}» no es un estado de proyecto; son: {known}. No se ha guardado nada. Elija uno.",
    ),
    "NOTE_INDICATOR_UNKNOWN": MultilingualText(
        "There is no indicator “{indicator}”. Nothing was saved. Please choose from: {known}.",
        "Il n’y a pas d’indicateur « {indicator} ». Rien n’a été enregistré. Veuillez choisir parmi : {known}.",
        "No hay ningún indicador «{indicator}». No se ha guardado nada. Elija entre: {known}.",
    ),
    "NOTE_CHANGED": MultilingualText(
        "{name} wrote version {version} while you were working from version {seen}. Nothing was saved. Please read both, then either save yours anew, or leave theirs as it is.",
        "{name} a écrit la version {version} pendant que vous partiez de la version {seen}. Rien n’a été enregistré. Veuillez lire les deux, puis soit enregistrer de nouveau la vôtre, soit laisser l’autre telle quelle.",
        "{name} escribió la versión {version} mientras usted partía de la versión {seen}. No se ha guardado nada. Lea ambas y después guarde de nuevo la suya, o deje la otra como está.",
    ),
    "NOTE_FILE_UNREADABLE": MultilingualText(
        "The file is no text in UTF-8. Nothing was noted. Please save it as UTF-8, as every editor can, and try again.",
        "Le fichier n’est pas un texte en UTF-8. Rien n’a été noté. Veuillez l’enregistrer en UTF-8, ce que permet tout éditeur, et réessayer.",
        "El archivo no es un texto en UTF-8. No se ha anotado nada. Guárdelo en UTF-8, como permite cualquier editor, e inténtelo de nuevo.",
    ),
    "NOTEBOOK_UNKNOWN": MultilingualText(
        "There is no notebook on {area} that {email} reads. Nothing was done. Please check the code of the country and the roles: `openssi person list`.",
        "Il n’y a pas de carnet sur {area} que {email} puisse lire. Rien n’a été fait. Veuillez vérifier le code du pays et les fonctions : `openssi person list`.",
        "No hay ningún cuaderno sobre {area} que {email} pueda leer. No se ha hecho nada. Compruebe el código del país y las funciones: `openssi person list`.",
    ),
    "NOTE_UNKNOWN": MultilingualText(
        "In the notebook on {area} there is nothing open under the number {number}. Nothing was done. Please see the numbers: `openssi country follow-up list {area}`.",
        "Dans le carnet sur {area}, rien n’est ouvert sous le numéro {number}. Rien n’a été fait. Veuillez consulter les numéros : `openssi country follow-up list {area}`.",
        "En el cuaderno sobre {area} no hay nada abierto con el número {number}. No se ha hecho nada. Consulte los números: `openssi country follow-up list {area}`.",
    ),
    "REPORTS_NOT_INSTALLED": MultilingualText(
        'Word documents are written by python-docx, which is not installed. No document was made. Please install the extra `reports`: pip install "openssi[reports]", or in a checkout: make install-dev. The page itself prints well.',
        'Les documents Word sont écrits par python-docx, qui n’est pas installé. Aucun document n’a été produit. Veuillez installer le complément `reports` : pip install "openssi[reports]", ou dans une copie du projet : make install-dev. La page elle-même s’imprime bien.',
        'Los documentos de Word los escribe python-docx, que no está instalado. No se hizo ningún documento. Instale el complemento `reports`: pip install "openssi[reports]", o en una copia del proyecto: make install-dev. La propia página se imprime bien.',
    ),
}
