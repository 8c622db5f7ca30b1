"""Messages of the standards and of adequacy."""

from openssi.vocabulary.text import MultilingualText

STANDARDS: dict[str, MultilingualText] = {
    "DEFINITION_NOT_A_DAY": MultilingualText(
        "“{text}” is not a day, and “{key}” must be one. Please write it as year-month-day, or as month-day where no year belongs to it.",
        "« {text} » n’est pas une date, or « {key} » doit en être une. Veuillez l’écrire sous la forme année-mois-jour, ou mois-jour s’il n’y a pas d’année.",
        "«{text}» no es una fecha y «{key}» debe serlo. Escríbala como año-mes-día, o como mes-día si no lleva año.",
    ),
    "DEFINITION_CODE_UNKNOWN": MultilingualText(
        "“{code}” is no code of {codelist}. Please use one of: {known}.",
        "« {code} » n’est pas un code de {codelist}. Veuillez utiliser l’un des suivants : {known}.",
        "«{code}» no es un código de {codelist}. Use uno de los siguientes: {known}.",
    ),
    "CONVENTION_UNKNOWN": MultilingualText(
        "There are no standards of a Convention “{convention}”. Please choose one of: {known}.",
        "Il n’existe pas de normes d’une convention « {convention} ». Veuillez choisir parmi : {known}.",
        "No hay normas de un convenio «{convention}». Elija uno de estos: {known}.",
    ),
    "YEAR_NOT_ACCEPTED": MultilingualText(
        "No answers of {area} were accepted for {year}, so there is nothing to judge. Please either choose one of these years: {known}, or accept the submission first.",
        "Aucune réponse de {area} n’a été acceptée pour {year} : il n’y a rien à apprécier. Veuillez soit choisir l’une de ces années : {known}, soit accepter d’abord la réponse.",
        "No se ha aceptado ninguna respuesta de {area} para {year}: no hay nada que apreciar. Elija uno de estos años: {known}, o acepte primero el envío.",
    ),
    "BENEFIT_UNKNOWN": MultilingualText(
        "The accepted answers of {area} know no benefit “{benefit}”. Please choose one of: {known}.",
        "Les réponses acceptées de {area} ne connaissent pas de prestation « {benefit} ». Veuillez choisir parmi : {known}.",
        "Las respuestas aceptadas de {area} no conocen ninguna prestación «{benefit}». Elija una de estas: {known}.",
    ),
}
