"""Messages of the states of a submission and the ways between them."""

from openssi.vocabulary.text import MultilingualText

MOVES: dict[str, MultilingualText] = {
    "MOVE_UNKNOWN": MultilingualText(
        "There is no step “{action}” that a person takes. Nothing was done. Please open the page again and choose one of those that are offered.",
        "Il n’existe pas d’étape « {action} » à la portée d’une personne. Rien n’a été fait. Veuillez rouvrir la page et choisir l’une de celles qui sont proposées.",
        "No existe ningún paso «{action}» que dé una persona. No se ha hecho nada. Vuelva a abrir la página y elija uno de los que se ofrecen.",
    ),
    "MOVE_NOT_NOW": MultilingualText(
        "The submission is in the state {state}, in which this step is not taken. Nothing was done. Please open the page again to see what can be done now.",
        "La réponse nationale est à l’état {state}, dans lequel cette étape n’est pas possible. Rien n’a été fait. Veuillez rouvrir la page pour voir ce qui est possible maintenant.",
        "La respuesta nacional está en el estado {state}, en el que no se da este paso. No se ha hecho nada. Vuelva a abrir la página para ver qué se puede hacer ahora.",
    ),
    "MOVE_SEEN_BEFORE": MultilingualText(
        "Something happened to the submission since you opened the page; it is now in the state {state}. Nothing was done. Please look at it as it is now, then decide.",
        "La réponse nationale a changé depuis que vous avez ouvert la page ; elle est maintenant à l’état {state}. Rien n’a été fait. Veuillez la regarder telle qu’elle est, puis décider.",
        "La respuesta nacional ha cambiado desde que abrió la página; ahora está en el estado {state}. No se ha hecho nada. Mírela tal como está y después decida.",
    ),
    "MOVE_REASON": MultilingualText(
        "This step needs a reason of at most {most} characters, which the others read. Nothing was done. Please write why.",
        "Cette étape demande un motif de {most} caractères au plus, que les autres liront. Rien n’a été fait. Veuillez écrire pourquoi.",
        "Este paso requiere un motivo de {most} caracteres como máximo, que leerán los demás. No se ha hecho nada. Escriba por qué.",
    ),
    "MOVE_CODE": MultilingualText(
        "“{code}” is not one of the reasons {known}. Nothing was done. Please choose one of them.",
        "« {code} » ne figure pas parmi les motifs {known}. Rien n’a été fait. Veuillez en choisir un.",
        "«{code}» no es uno de los motivos {known}. No se ha hecho nada. Elija uno de ellos.",
    ),
    "MOVE_PART_UNKNOWN": MultilingualText(
        "The submission has no part “{part}”. Nothing was done. Please choose an institution or a scheme of the list, or all parts.",
        "La réponse nationale n’a pas de partie « {part} ». Rien n’a été fait. Veuillez choisir une institution ou un régime de la liste, ou toutes les parties.",
        "La respuesta nacional no tiene ninguna parte «{part}». No se ha hecho nada. Elija una institución o un régimen de la lista, o todas las partes.",
    ),
    "MOVE_HARD_FINDINGS": MultilingualText(
        "Values that must be corrected: {count}. Please correct them first; they stand under “Findings”.",
        "Valeurs à corriger : {count}. Veuillez d’abord les corriger ; elles figurent sous « Constats ».",
        "Valores que deben corregirse: {count}. Corríjalos primero; figuran en «Observaciones».",
    ),
    "MOVE_CELLS_EMPTY": MultilingualText(
        "Required cells without a value or a reason why there is none: {count}. Please fill them in, or choose a status that says why there is no figure.",
        "Cellules obligatoires sans valeur ni motif d’absence : {count}. Veuillez les remplir ou choisir un statut qui dit pourquoi le chiffre manque.",
        "Celdas obligatorias sin valor ni motivo de su ausencia: {count}. Rellénelas o elija un estado que indique por qué falta la cifra.",
    ),
    "MOVE_SOFT_FINDINGS": MultilingualText(
        "Values that must be corrected or explained: {count}. Please do one of the two for each; they stand under “Findings”.",
        "Valeurs à corriger ou à expliquer : {count}. Veuillez faire l’un ou l’autre pour chacune ; elles figurent sous « Constats ».",
        "Valores que deben corregirse o explicarse: {count}. Haga una de las dos cosas con cada uno; figuran en «Observaciones».",
    ),
    "MOVE_NO_PART": MultilingualText(
        "No scheme of this country is assigned to you in this role. Please ask the national coordinator to assign one.",
        "Aucun régime de ce pays ne vous est attribué dans ce rôle. Veuillez demander au coordonnateur national de vous en attribuer un.",
        "Ningún régimen de este país le está asignado en esta función. Pida a la coordinación nacional que le asigne uno.",
    ),
    "MOVE_PART_READY": MultilingualText(
        "Your part is marked as ready already, and no answer of it has changed since. Please wait for the other parts, or change an answer first.",
        "Votre partie est déjà déclarée prête et aucune réponse n’y a changé depuis. Veuillez attendre les autres parties, ou d’abord modifier une réponse.",
        "Su parte ya está declarada lista y ninguna respuesta ha cambiado desde entonces. Espere a las demás partes o cambie antes una respuesta.",
    ),
    "MOVE_PART_SIGNED": MultilingualText(
        "The part of your institution is signed already. Please wait for the other institutions.",
        "La partie de votre institution est déjà signée. Veuillez attendre les autres institutions.",
        "La parte de su institución ya está firmada. Espere a las demás instituciones.",
    ),
    "MOVE_PARTS_NOT_READY": MultilingualText(
        "Parts that are not marked as ready: {parts}. Please wait until those who answer them have done so.",
        "Parties non déclarées prêtes : {parts}. Veuillez attendre que leurs répondants le fassent.",
        "Partes no declaradas listas: {parts}. Espere a que lo hagan quienes las responden.",
    ),
    "MOVE_PARTS_NOT_SIGNED": MultilingualText(
        "Parts that are not signed: {parts}. Please wait until their approvers have done so.",
        "Parties non signées : {parts}. Veuillez attendre que leurs approbateurs le fassent.",
        "Partes sin firmar: {parts}. Espere a que lo hagan quienes las aprueban.",
    ),
    "MOVE_VALIDATED_BY_YOU": MultilingualText(
        "You have validated this submission, and whoever validates does not accept (four eyes). Please ask another head of validation.",
        "Vous avez validé cette réponse nationale, et qui valide n’accepte pas (principe des quatre yeux). Veuillez vous adresser à un autre responsable de la validation.",
        "Usted ha validado esta respuesta nacional, y quien valida no acepta (principio de los cuatro ojos). Diríjase a otra persona responsable de la validación.",
    ),
    "MOVE_BOTH_ROLES": MultilingualText(
        "You are desk officer of this country as well, and whoever holds both roles does not accept (four eyes). Please ask a head of validation who is not.",
        "Vous êtes aussi responsable de dossier de ce pays, et qui exerce les deux rôles n’accepte pas (principe des quatre yeux). Veuillez vous adresser à un responsable de la validation qui ne l’est pas.",
        "Usted es también responsable de expediente de este país, y quien ejerce ambas funciones no acepta (principio de los cuatro ojos). Diríjase a una persona responsable de la validación que no lo sea.",
    ),
    "MOVE_QUERIES_OPEN": MultilingualText(
        "Queries without a decision: {count}. Please decide or withdraw each of them first.",
        "Questions sans décision : {count}. Veuillez d’abord trancher ou retirer chacune d’elles.",
        "Consultas sin decisión: {count}. Decida o retire primero cada una de ellas.",
    ),
    "MOVE_PERIOD_OVER": MultilingualText(
        "The period of confirmation ended on {day}. Nothing can be objected to any more; please ask the compiler to open a revision.",
        "Le délai de confirmation a pris fin le {day}. Aucune opposition n’est plus possible ; veuillez demander à l’organisme compilateur d’ouvrir une révision.",
        "El plazo de confirmación terminó el {day}. Ya no se puede objetar; pida al organismo compilador que abra una revisión.",
    ),
    "ROUND_DRAFT_UNKNOWN": MultilingualText(
        "There is no submission of {area} for {year} that this person sees. Nothing was done. Please check country, year and address; 'openssi round list' lists what is open.",
        "Cette personne ne voit aucune réponse nationale de {area} pour {year}. Rien n’a été fait. Veuillez vérifier le pays, l’année et l’adresse ; 'openssi round list' liste ce qui est ouvert.",
        "Esta persona no ve ninguna respuesta nacional de {area} para {year}. No se ha hecho nada. Compruebe el país, el año y la dirección; 'openssi round list' lista lo que está abierto.",
    ),
    "ROUND_DEADLINE_PAST": MultilingualText(
        "Submissions cannot be due on {deadline}, which is not a day to come. Nothing was opened. Please choose a later day.",
        "Les réponses nationales ne peuvent être dues le {deadline}, qui n’est pas une date à venir. Rien n’a été ouvert. Veuillez choisir une date ultérieure.",
        "El plazo de las respuestas nacionales no puede vencer el {deadline}, que no es una fecha futura. No se ha abierto nada. Elija una fecha posterior.",
    ),
}
