"""Messages of the commands that open rounds, and of the people of the demonstration world."""

from openssi.vocabulary.text import MultilingualText

ROUND_COMMANDS: dict[str, MultilingualText] = {
    "ROUND_BY_UNKNOWN": MultilingualText(
        "Nobody signs in with the address {email}, so that nobody would have done this. Nothing was done. Please name with --by somebody whose role allows it; 'openssi person list' shows who is there.",
        "Personne ne se connecte avec l’adresse {email}\u00a0: nul n’aurait donc agi. Rien n’a été fait. Veuillez indiquer avec --by une personne dont le rôle le permet\u00a0; 'openssi person list' montre les personnes enregistrées.",
        "Nadie inicia sesión con la dirección {email}, de modo que nadie habría actuado. No se ha hecho nada. Indique con --by a una persona cuya función lo permita; 'openssi person list' muestra quiénes están registradas.",
    ),
    "ROUND_DEADLINE_STANDS": MultilingualText(
        "The round has begun with the deadline {deadline}, and countries were told so. Please leave out --deadline.",
        "Le cycle a commencé avec l’échéance {deadline}, et les pays en ont été informés. Veuillez omettre --deadline.",
        "La ronda ha comenzado con el plazo {deadline} y los países ya fueron informados. Omita --deadline.",
    ),
    "ROUND_AREA_OF_OTHERS": MultilingualText(
        "{email} opens no submission of {area}: its coordinator does, or a desk officer. Please either name one of them with --by or leave the country out.",
        "{email} n’ouvre pas de réponse nationale pour {area}\u00a0: cela revient au coordonnateur du pays ou à un responsable de dossier. Veuillez soit nommer l’une de ces personnes avec --by, soit omettre ce pays.",
        "{email} no abre la respuesta nacional de {area}: corresponde a quien coordina el país o a la persona responsable del expediente. Indique a una de ellas con --by u omita el país.",
    ),
    "ROUND_YEAR_ACCEPTED": MultilingualText(
        "Answers of {area} for {year} or a later year were accepted already; a submission opens with those of the years before. Please name a year after {last}.",
        "Des réponses de {area} pour {year} ou une année ultérieure ont déjà été acceptées\u00a0; une réponse nationale s’ouvre avec celles des années précédentes. Veuillez indiquer une année postérieure à {last}.",
        "Ya se aceptaron respuestas de {area} para {year} o un año posterior; una respuesta nacional se abre con las de los años anteriores. Indique un año posterior a {last}.",
    ),
    "ROUND_NO_COUNTRY": MultilingualText(
        "There is no country whose submission {email} may open for {year}: only those with an accepted earlier year are opened without being named. Please name countries with --area.",
        "Il n’y a aucun pays dont {email} puisse ouvrir la réponse nationale pour {year}\u00a0: seuls ceux dont une année antérieure a été acceptée sont ouverts sans être nommés. Veuillez nommer des pays avec --area.",
        "No hay ningún país cuya respuesta nacional pueda abrir {email} para {year}: solo se abren sin nombrarlos los que tienen un año anterior aceptado. Indique países con --area.",
    ),
    "DEMONSTRATION_ONLY": MultilingualText(
        "The invented people and their public password belong to the demonstration world, and this workspace holds real data. Please register people with 'openssi person add'.",
        "Les personnes inventées et leur mot de passe public appartiennent au monde de démonstration, et cet espace de travail contient des données réelles. Veuillez enregistrer des personnes avec 'openssi person add'.",
        "Las personas inventadas y su contraseña pública pertenecen al mundo de demostración, y este espacio de trabajo contiene datos reales. Registre personas con 'openssi person add'.",
    ),
    "DEMONSTRATION_STEP_REFUSED": MultilingualText(
        "What {who} does in the demonstration is refused: {why}. Please correct this step.",
        "Ce que {who} fait dans la démonstration est refusé\u00a0: {why}. Veuillez corriger cette étape.",
        "Lo que hace {who} en la demostración se rechaza: {why}. Corrija este paso.",
    ),
}
