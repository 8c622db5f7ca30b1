"""Messages of decisions: tolerances, waivers, corrections."""

from openssi.vocabulary.text import MultilingualText

DECISIONS: dict[str, MultilingualText] = {
    "DECISIONS_BUSY": MultilingualText(
        "Another decision is being recorded. Please repeat the command in a moment; if no other is running, delete this file, which a command that was broken off left behind.",
        "Une autre décision est en cours d’enregistrement. Veuillez relancer la commande dans un instant ; si aucune autre n’est en cours, supprimez ce fichier, laissé par une commande interrompue.",
        "Se está registrando otra decisión. Repita el comando en un momento; si no hay ninguna otra en curso, borre este archivo, que dejó un comando interrumpido.",
    ),
    "DECISION_ASSIGNMENT_UNFIT": MultilingualText(
        "“{text}” names no value. Please write a name, an equals sign and the value without spaces, such as {example}.",
        "« {text} » n’indique aucune valeur. Veuillez écrire un nom, un signe égal et la valeur, sans espaces, par exemple {example}.",
        "«{text}» no indica ningún valor. Escriba un nombre, un signo igual y el valor sin espacios, por ejemplo {example}.",
    ),
    "DECISION_CELL_UNFIT": MultilingualText(
        "“{cell}” is no id of a cell. Please write country, year, item, scheme, benefit, sex, age, function and breakdown with dots between them, such as {example}; “openssi decide findings” shows those with an open finding.",
        "« {cell} » n’est pas l’identifiant d’une cellule. Veuillez écrire pays, année, item, régime, prestation, sexe, âge, fonction et ventilation séparés par des points, par exemple {example} ; « openssi decide findings » montre celles qui ont un constat ouvert.",
        "«{cell}» no es el identificador de una celda. Escriba país, año, ítem, régimen, prestación, sexo, edad, función y desglose separados por puntos, por ejemplo {example}; «openssi decide findings» muestra las que tienen una observación abierta.",
    ),
    "DECISION_CHANGES_NOTHING": MultilingualText(
        "{value} is what holds already, so there is nothing to decide. Please check the value.",
        "{value} est déjà ce qui s’applique : il n’y a rien à décider. Veuillez vérifier la valeur.",
        "{value} es lo que ya se aplica, por lo que no hay nada que decidir. Compruebe el valor.",
    ),
    "DECISION_OF_ANOTHER_KIND": MultilingualText(
        "{id} is not decided on in this way. Please use “openssi decide end” for tolerances (T) and waivers (W), and “openssi decide review” for corrections (C).",
        "{id} ne se décide pas de cette façon. Veuillez utiliser « openssi decide end » pour les tolérances (T) et les dispenses (W), et « openssi decide review » pour les corrections (C).",
        "{id} no se decide de esta manera. Use «openssi decide end» para las tolerancias (T) y las dispensas (W), y «openssi decide review» para las correcciones (C).",
    ),
    "DECISION_OVER": MultilingualText(
        "{id} is no longer open to this. Please look with “openssi decide list” at what became of it; an applied correction is undone by a correction in the other direction.",
        "{id} n’y est plus ouvert. Veuillez consulter avec « openssi decide list » ce qu’il en est advenu ; une correction appliquée s’annule par une correction en sens inverse.",
        "{id} ya no admite esto. Consulte con «openssi decide list» qué fue de ello; una corrección aplicada se deshace con una corrección en sentido contrario.",
    ),
    "DECISION_PERSON_MISSING": MultilingualText(
        "A decision is taken by a named person. Please write the name after --by.",
        "Une décision est prise par une personne nommée. Veuillez écrire son nom après --by.",
        "Una decisión la toma una persona con nombre. Escriba el nombre después de --by.",
    ),
    "DECISION_REASON_MISSING": MultilingualText(
        "A decision has a reason that readers of a release will see. Please write it after --reason.",
        "Une décision a un motif, que verront les lecteurs d’une publication. Veuillez l’écrire après --reason.",
        "Una decisión tiene un motivo, que verán los lectores de una publicación. Escríbalo después de --reason.",
    ),
    "DECISION_ROLE_MAY_NOT": MultilingualText(
        "The role {role} does not carry this decision. Please leave it to a person with one of the roles: {may}.",
        "Le rôle {role} ne permet pas cette décision. Veuillez la confier à une personne ayant l’un des rôles : {may}.",
        "La función {role} no permite esta decisión. Déjela a una persona con una de estas funciones: {may}.",
    ),
    "DECISION_RULE_UNKNOWN": MultilingualText(
        "There is no rule “{rule}” in force. Please take its number from “openssi validate”, such as: {known}.",
        "Aucune règle « {rule} » n’est en vigueur. Veuillez reprendre son numéro dans « openssi validate », par exemple : {known}.",
        "No hay ninguna regla «{rule}» en vigor. Tome su número de «openssi validate», por ejemplo: {known}.",
    ),
    "DECISION_STANDS": MultilingualText(
        "{id} already stands for this. Please either leave it, or first end it with “openssi decide end” or, if it is a correction, withdraw it with “openssi decide review”.",
        "{id} vaut déjà pour cela. Veuillez soit le laisser, soit y mettre d’abord fin avec « openssi decide end » ou, s’il s’agit d’une correction, la retirer avec « openssi decide review ».",
        "{id} ya vale para esto. Déjelo o póngale fin primero con «openssi decide end» o, si es una corrección, retírela con «openssi decide review».",
    ),
    "DECISION_UNKNOWN": MultilingualText(
        "There is no decision “{id}”. Please choose one of: {known}.",
        "La décision « {id} » n’existe pas. Veuillez choisir parmi : {known}.",
        "No existe la decisión «{id}». Elija una de estas: {known}.",
    ),
    "TOLERANCE_END_FAR": MultilingualText(
        "{until} is too far away: a tolerance is looked at again after {years} years at most. Please name a day up to {latest}; it can be given again then.",
        "Le {until} est trop éloigné : une tolérance est réexaminée au bout de {years} ans au plus. Veuillez indiquer un jour jusqu’au {latest} ; elle pourra alors être accordée de nouveau.",
        "{until} queda demasiado lejos: una tolerancia se examina de nuevo al cabo de {years} años como máximo. Indique un día hasta el {latest}; entonces podrá concederse otra vez.",
    ),
    "TOLERANCE_END_PAST": MultilingualText(
        "{until} is over, and a tolerance holds from today ({today}) on. Please name a later last day with --until.",
        "Le {until} est passé, et une tolérance vaut à partir d’aujourd’hui ({today}). Veuillez indiquer un dernier jour plus tardif avec --until.",
        "El {until} ya pasó, y una tolerancia vale desde hoy ({today}). Indique un último día posterior con --until.",
    ),
    "TOLERANCE_UNKNOWN": MultilingualText(
        "The rule {rule} has no tolerance “{name}”. It has: {known}. Please name one of these, or waive the rule for the cell.",
        "La règle {rule} n’a pas de tolérance « {name} ». Elle a : {known}. Veuillez en indiquer une, ou dispenser la cellule de la règle.",
        "La regla {rule} no tiene ninguna tolerancia «{name}». Tiene: {known}. Indique una de ellas o dispense la celda de la regla.",
    ),
    "TOLERANCE_VALUE_UNFIT": MultilingualText(
        "“{value}” cannot be a tolerance. Please write a number of zero or more with a point and at most ten decimals, such as 0.02.",
        "« {value} » ne peut pas être une tolérance. Veuillez écrire un nombre positif ou nul, avec un point et dix décimales au plus, par exemple 0.02.",
        "«{value}» no puede ser una tolerancia. Escriba un número mayor o igual que cero, con punto y diez decimales como máximo, por ejemplo 0.02.",
    ),
    "WAIVER_WITHOUT_FINDING": MultilingualText(
        "The rule {rule} has no open finding on this cell in the answers that were last read. Please take the cell from one of its findings: {known}.",
        "La règle {rule} n’a pas de constat ouvert sur cette cellule dans les réponses lues en dernier. Veuillez reprendre la cellule d’un de ses constats : {known}.",
        "La regla {rule} no tiene ninguna observación abierta sobre esta celda en las respuestas leídas por última vez. Tome la celda de una de sus observaciones: {known}.",
    ),
    "CORRECTION_CELL_UNKNOWN": MultilingualText(
        "No accepted answer is this cell, so there is nothing to correct. Please check the id of the cell; correction: {field}, {expected} → {corrected}.",
        "Aucune réponse acceptée ne correspond à cette cellule : il n’y a rien à corriger. Veuillez vérifier l’identifiant de la cellule ; correction : {field}, {expected} → {corrected}.",
        "Ninguna respuesta aceptada corresponde a esta celda, por lo que no hay nada que corregir. Compruebe el identificador de la celda; corrección: {field}, {expected} → {corrected}.",
    ),
    "CORRECTION_FIELD_UNKNOWN": MultilingualText(
        "“{field}” cannot be corrected. Please name one of: {known}.",
        "« {field} » ne peut pas être corrigé. Veuillez indiquer l’un de ces champs : {known}.",
        "«{field}» no se puede corregir. Indique uno de estos campos: {known}.",
    ),
    "CORRECTION_NO_MATCH": MultilingualText(
        "The correction expects {field} = “{expected}” here, and the cell holds “{found}”. Please either propose it again with what the cell holds now, or withdraw it with “openssi decide review”.",
        "La correction attend ici {field} = « {expected} », et la cellule contient « {found} ». Veuillez soit la proposer de nouveau avec ce que la cellule contient maintenant, soit la retirer avec « openssi decide review ».",
        "La corrección espera aquí {field} = «{expected}», y la celda contiene «{found}». Propóngala de nuevo con lo que la celda contiene ahora o retírela con «openssi decide review».",
    ),
    "CORRECTION_REVIEW_UNCLEAR": MultilingualText(
        "A review has one outcome. Please write either --approve or --withdraw.",
        "Un examen a une seule issue. Veuillez écrire soit --approve, soit --withdraw.",
        "Una revisión tiene un solo resultado. Escriba --approve o --withdraw.",
    ),
    "CORRECTION_SAME_PERSON": MultilingualText(
        "{name} proposed this correction and cannot approve it: four eyes see more than two. Please let another person with the role {may} review it.",
        "{name} a proposé cette correction et ne peut pas l’approuver : quatre yeux voient mieux que deux. Veuillez la faire examiner par une autre personne ayant le rôle {may}.",
        "{name} propuso esta corrección y no puede aprobarla: cuatro ojos ven más que dos. Haga que la revise otra persona con la función {may}.",
    ),
    "CORRECTION_VALUE_UNFIT": MultilingualText(
        "“{value}” cannot stand in {field} of this cell. Please write it as here: {fitting}.",
        "« {value} » ne peut pas figurer dans {field} de cette cellule. Veuillez l’écrire comme ici : {fitting}.",
        "«{value}» no puede figurar en {field} de esta celda. Escríbalo como aquí: {fitting}.",
    ),
}
